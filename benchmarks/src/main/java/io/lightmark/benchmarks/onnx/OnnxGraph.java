package io.lightmark.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph under construction: typed ways to add nodes, weights, inputs and outputs. All arrays are float32. */
final class OnnxGraph {
    /** Version of the standard's operators: every runtime of the last years has it, and Clip takes inputs. */
    static final int OPERATOR_SET = 15;

    /** Version of the file format that goes with the operator set. */
    private static final int FILE_VERSION = 8;

    private static final String BATCH = "batch";

    private final GraphProto.Builder graph;

    OnnxGraph(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** Adds a weight and returns its name. */
    String weight(String name, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.data().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.data());
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (int extent : tensor.shape().toArray()) {
            proto.addDims(extent);
        }
        graph.addInitializer(proto);
        return name;
    }

    /** Adds a scalar weight and returns its name. */
    String scalar(String name, float value) {
        return weight(name, Tensor.filled(Shape.of(), value));
    }

    /** Adds a node with one output and returns the output's name. */
    String node(String operator, List<String> inputs, String output, Attributes attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(attributes.protos.values()));
        return output;
    }

    /** Adds a node without attributes. */
    String node(String operator, List<String> inputs, String output) {
        return node(operator, inputs, output, new Attributes());
    }

    /** Declares an input of the model. */
    void input(String name, long[] shape, boolean anyBatch) {
        graph.addInput(declaration(name, shape, anyBatch));
    }

    /** Declares an output of the model. */
    void output(String name, long[] shape, boolean anyBatch) {
        graph.addOutput(declaration(name, shape, anyBatch));
    }

    ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(FILE_VERSION)
                .setProducerName("lightmark")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build();
    }

    private static ValueInfoProto declaration(String name, long[] shape, boolean anyBatch) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.length; i++) {
            TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
            dims.addDim(i == 0 && anyBatch ? dim.setDimParam(BATCH) : dim.setDimValue(shape[i]));
        }
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(dims);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    /** The attributes of one node. */
    static final class Attributes {
        private final Map<String, AttributeProto> protos = new LinkedHashMap<>();

        Attributes ints(String name, long... values) {
            AttributeProto.Builder proto = builder(name, AttributeProto.AttributeType.INTS);
            for (long value : values) {
                proto.addInts(value);
            }
            protos.put(name, proto.build());
            return this;
        }

        Attributes integer(String name, long value) {
            protos.put(
                    name,
                    builder(name, AttributeProto.AttributeType.INT).setI(value).build());
            return this;
        }

        Attributes number(String name, float value) {
            protos.put(
                    name,
                    builder(name, AttributeProto.AttributeType.FLOAT)
                            .setF(value)
                            .build());
            return this;
        }

        private static AttributeProto.Builder builder(String name, AttributeProto.AttributeType type) {
            return AttributeProto.newBuilder().setName(name).setType(type);
        }
    }
}
