/** Places orders: each is a row of a database and an entry of a journal, written in one transaction. */
package org.example.orders;
