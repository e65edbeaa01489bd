package io.ironjournal.backup;

/**
 * A file of a backup.
 *
 * @param path its path in the journal's directory
 * @param hash the SHA-256 of its bytes in the backup, in hexadecimal digits
 * @param length the number of its bytes in the backup
 * @param size the size of the restored file, which has zeros behind those bytes
 */
record BackedUpFile(String path, String hash, long length, long size) {}
