package io.lightmark.vision.coco;

import io.lightmark.vision.text.Token;
import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code annotations}.
 *
 * @param image the {@code image_id}
 * @param crowd whether it says {@code iscrowd}
 * @param keypoints x, y and visibility of every point; empty without keypoints
 * @param box x, y, width and height; empty without a box
 */
record JsonFace(Token image, boolean crowd, List<Token> keypoints, Optional<List<Token>> box) {}
