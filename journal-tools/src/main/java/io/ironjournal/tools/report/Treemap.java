package io.ironjournal.tools.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a rectangle into tiles whose areas are in proportion to values. It fills one row after the other along the shorter
 * side, and ends a row when another tile would make its tiles less square.
 */
final class Treemap {

    /** A tile, with values from 0 to 1 in both directions. */
    record Tile(double x, double y, double width, double height) {}

    private final double aspect;
    private final List<Tile> tiles = new ArrayList<>();
    private double x;
    private double y;
    private double width;
    private double height;

    private Treemap(double aspect) {
        this.aspect = aspect;
        this.width = aspect;
        this.height = 1;
    }

    /**
     * Returns a tile for each value.
     *
     * @param values positive values, the largest first
     * @param aspect the width of the rectangle divided by its height
     */
    static List<Tile> of(List<Long> values, double aspect) {
        Treemap map = new Treemap(aspect);
        double sum = values.stream().mapToDouble(Long::doubleValue).sum();
        List<Double> areas = values.stream().map(value -> value * aspect / sum).toList();
        int from = 0;
        while (from < areas.size()) {
            int to = from + 1;
            double worst = map.worst(areas.subList(from, to));
            while (to < areas.size() && map.worst(areas.subList(from, to + 1)) <= worst) {
                to++;
                worst = map.worst(areas.subList(from, to));
            }
            map.place(areas.subList(from, to));
            from = to;
        }
        return map.tiles;
    }

    private static double sum(List<Double> areas) {
        return areas.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns the ratio of the sides of the least square tile that a row would have. */
    private double worst(List<Double> row) {
        double thickness = sum(row) / Math.min(width, height);
        double worst = 1;
        for (double area : row) {
            double length = area / thickness;
            worst = Math.max(worst, Math.max(length / thickness, thickness / length));
        }
        return worst;
    }

    private void place(List<Double> row) {
        boolean column = width >= height;
        double thickness = sum(row) / Math.min(width, height);
        double at = 0;
        for (double area : row) {
            double length = area / thickness;
            tiles.add(
                    column
                            ? new Tile(x / aspect, y + at, thickness / aspect, length)
                            : new Tile((x + at) / aspect, y, length / aspect, thickness));
            at += length;
        }
        if (column) {
            x += thickness;
            width = Math.max(0, width - thickness);
        } else {
            y += thickness;
            height = Math.max(0, height - thickness);
        }
    }
}
