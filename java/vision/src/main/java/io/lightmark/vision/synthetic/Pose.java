package io.lightmark.vision.synthetic;

/**
 * How a head is turned and where it is. Head coordinates: x to the image's right, y down, z to the viewer, the head's
 * half width is about 0.8. The projection is orthographic.
 *
 * @param yaw turn about the vertical axis in radians, positive shows the head's left side on the image's right
 * @param pitch nod in radians, positive looks down
 * @param roll turn in the image plane in radians
 * @param scale pixels per unit
 * @param x where the head's origin is, in pixels
 * @param y where the head's origin is, in pixels
 */
record Pose(double yaw, double pitch, double roll, double scale, double x, double y) {
    /** Puts the place of a point in the picture into {@code target} at {@code at}. */
    void project(double px, double py, double pz, double[] target, int at) {
        double turnedX = px * StrictMath.cos(yaw) + pz * StrictMath.sin(yaw);
        double turnedZ = -px * StrictMath.sin(yaw) + pz * StrictMath.cos(yaw);
        double noddedY = py * StrictMath.cos(pitch) + turnedZ * StrictMath.sin(pitch);
        target[at] = x + scale * (turnedX * StrictMath.cos(roll) - noddedY * StrictMath.sin(roll));
        target[at + 1] = y + scale * (turnedX * StrictMath.sin(roll) + noddedY * StrictMath.cos(roll));
    }

    /** The same head elsewhere. */
    Pose at(double newX, double newY) {
        return new Pose(yaw, pitch, roll, scale, newX, newY);
    }
}
