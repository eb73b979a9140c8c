"""Makes functions/models/encoder/sentence-encoder.bin from a saved SentenceTransformer of all-MiniLM-L6-v2's build.

    HF_HUB_OFFLINE=1 venv/bin/python tools/pack-sentence-encoder.py MODEL_DIR [OUT]

Any number of layers. Beside it, test/models/encoder/reference.json says what the model itself makes of a few sentences, so
that test/models/encoder/sentence-encoder.test.ts holds the file and its reader to the model.

The file: one line of JSON; the vocabulary in the order of its numbers, parted by line feeds; what stays in memory
(positions with token type 0 added, the first LayerNorm, then for each layer its four matrices with a LayerNorm behind the
second and the fourth); and one row for each word piece, read from disk when a text has it. A matrix is its rows of signed
bytes, then 32-bit floats: a scale for each row, a bias for each row; queries, keys and values are one matrix. A word
piece's row is a float, its scale, and its signed bytes. Numbers are little-endian. The name changes with the weights, so
that vectors which others keep are never compared with those of another model.
"""
import argparse
import hashlib
import json
import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import numpy as np
from safetensors import safe_open

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
positions = 96
sentences = [
    "Where is my parcel?",
    "I'd like to return the tent, it doesn't fit in our car.",
    "Refund PLEASE!!! Order no. 10-4711 (paid 49.90€) never came...",
    "Können Sie mir bitte die Rechnung für März schicken?",
    "The zipper of my Skjöldbreiður-jacket broke; it’s only 3 weeks old – naïve question: who pays?",
    "我的订单在哪里？ ok",
    "ok",
    " ".join(["How long does delivery to Norway take, and do I have to pay customs duty on it?"] * 8),
]


def floats(tensor):
    return tensor.detach().numpy().astype("<f4")


def quantised(rows):
    """Signed bytes and one scale for each row."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12) / 127
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype("<f4")


def matrix(*parts):
    """One or more linear maps of the same input, as one."""
    rows, scales = quantised(np.concatenate([floats(part.weight) for part in parts]))
    bias = np.concatenate([floats(part.bias) for part in parts])
    return rows.tobytes() + scales.tobytes() + bias.tobytes()


def norm(layer):
    return floats(layer.weight).tobytes() + floats(layer.bias).tobytes()


def kept_in_memory(bert):
    embeddings = bert.embeddings
    places = floats(embeddings.position_embeddings.weight)[:positions] + floats(embeddings.token_type_embeddings.weight)[0]
    data = places.tobytes() + norm(embeddings.LayerNorm)
    for layer in bert.encoder.layer:
        own, out = layer.attention.self, layer.attention.output
        data += matrix(own.query, own.key, own.value) + matrix(out.dense) + norm(out.LayerNorm)
        data += matrix(layer.intermediate.dense) + matrix(layer.output.dense) + norm(layer.output.LayerNorm)
    return data


def rows_of(bert):
    rows, scales = quantised(floats(bert.embeddings.word_embeddings.weight))
    return np.concatenate([scales[:, None].view(np.int8), rows], axis=1).tobytes()


def layers_saved(folder):
    with safe_open(os.path.join(folder, "model.safetensors"), "np") as weights:
        return len({name.split("layer.")[1].split(".")[0] for name in weights.keys() if "encoder.layer." in name})


def checked(model, folder):
    """The network. Refuses what the reader does not do: another pooling, a further layer, another activation."""
    kinds = [type(module).__name__ for module in model]
    assert kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]), kinds
    assert "mean" in json.dumps(model[1].get_config_dict()), "only mean pooling is read"
    bert = model[0].auto_model
    config = bert.config
    assert (config.model_type, config.hidden_act, config.layer_norm_eps) == ("bert", "gelu", 1e-12), config
    assert config.hidden_size == 32 * config.num_attention_heads, "a head has 32 numbers in tools/encoder-kernel.c"
    # A model cut before it was trained may be saved with its old number of layers, and is then read with new ones at random.
    bert.encoder.layer = bert.encoder.layer[: layers_saved(folder)]
    config.num_hidden_layers = len(bert.encoder.layer)
    return bert


def joined(numbers):
    return " ".join(str(number) for number in numbers)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("model")
    options.add_argument("out", nargs="?", default=os.path.join(root, "functions/models/encoder/sentence-encoder.bin"))
    options.add_argument("--reference", default=os.path.join(root, "test/models/encoder/reference.json"))
    asked = options.parse_args()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(asked.model, device="cpu").eval()
    model.max_seq_length = positions
    bert = checked(model, asked.model)
    vocabulary = model.tokenizer.get_vocab()
    words = sorted(vocabulary, key=vocabulary.get)
    assert [vocabulary[word] for word in words] == list(range(bert.config.vocab_size))
    text = "\n".join(words).encode()
    weights = kept_in_memory(bert) + rows_of(bert)
    head = {
        "format": 1,
        "name": hashlib.sha256(text + weights).hexdigest()[:12],
        "hidden": bert.config.hidden_size,
        "intermediate": bert.config.intermediate_size,
        "layers": len(bert.encoder.layer),
        "positions": positions,
        "words": len(words),
        "bytesOfWords": len(text),
        "source": "fine-tuned from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0; tools/pack-sentence-encoder.py",
    }
    data = json.dumps(head).encode() + b"\n" + text + weights
    with open(asked.out, "wb") as file:
        file.write(data)
    vectors = model.encode(sentences, normalize_embeddings=True)
    cases = [
        {
            "text": sentence,
            "tokens": joined(model.tokenizer(sentence, truncation=True, max_length=positions)["input_ids"]),
            "begins": joined(round(float(number), 5) for number in vector[:8]),
        }
        for sentence, vector in zip(sentences, vectors)
    ]
    os.makedirs(os.path.dirname(asked.reference), exist_ok=True)
    with open(asked.reference, "w", encoding="utf8") as file:
        json.dump(cases, file, ensure_ascii=False, indent=2)
        file.write("\n")
    print(f"{head['layers']} layers, {len(words)} word pieces, {len(data)} bytes")


main()
