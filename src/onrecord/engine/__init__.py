"""The only room that knows the encoder, its tokenizer and ONNX: articles -> Signals."""

from onrecord.engine.reader import Engine, Reading

__all__ = ["Engine", "Reading"]
