package io.lightmark.vision.celeba;

import io.lightmark.data.Split;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.Token;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Which split each picture belongs to: per row a name and 0 (train), 1 (validation) or 2 (test). */
final class PartitionList {
    private PartitionList() {}

    /** Reads a list; a name may repeat with the same split only. */
    static Map<String, Split> read(Path path) {
        return of(ListFile.read(path, "pictures"));
    }

    static Map<String, Split> of(ListFile file) {
        Map<String, Split> splits = new HashMap<>();
        for (Line line : file.rows()) {
            String name = PictureName.of(line.token(0));
            line.requireTokens(2, "a partition code");
            Token code = line.token(1);
            if (!code.text().matches("[012]")) {
                throw code.bad("a partition code 0 (train), 1 (validation) or 2 (test)", "correct the list.");
            }
            Split split = Split.ofCode(code.whole("the partition"));
            Split earlier = splits.putIfAbsent(name, split);
            if (earlier != null && earlier != split) {
                throw code.bad(
                        "the partition code " + earlier.code() + " that an earlier line gives " + name,
                        "keep one of the two lines.");
            }
        }
        return splits;
    }
}
