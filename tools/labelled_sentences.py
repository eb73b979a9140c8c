"""The labelled sentences that tools/train-sentence-encoder.py learns from, as the repository keeps them."""
import glob
import os
import random
import re

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
# Not of authors' emails: sentences written for this alone.
written_alone = ("pairs", "told", "mood")


def read(path):
    with open(os.path.join(root, path), encoding="utf8") as file:
        return file.read()


def passages():
    """By `article#n`: text, ways of asking, language, and whether only people answer it."""
    found = {}
    for path in sorted(glob.glob(os.path.join(root, "samples/knowledge/*.md"))):
        text = read(path)
        head = re.match(r"---\n(.*?)\n---", text, re.S)
        field = lambda name: re.search(name + ": (.*)", head[1])[1]
        count = 0
        for section in text[head.end() :].split("\n## ")[1:]:
            heading, _, rest = section.partition("\n")
            for paragraph in re.split(r"\n\n+(?!<!--)", rest.strip()):
                comments = re.findall(r"<!-- asked:(.*?)-->", paragraph, re.S)
                ways = [" ".join(way.split()) for comment in comments for way in comment.split("|")]
                body = " ".join(re.sub(r"<!--.*?-->", "", paragraph, flags=re.S).split())
                if body:
                    count += 1
                    found[f"{field('id').removeprefix('kb-')}#{count}"] = {
                        "text": f"{field('title')}. {heading}. {body}",
                        "heading": heading,
                        "ways": ways,
                        "language": field("language"),
                        "people": "answeredBy: people" in head[1],
                    }
    return found


def emails():
    """The labelled sentences (samples/evaluation/sentences): author, language, mood and (role, text, passages) of each."""
    line_of = re.compile(r"(?:([CS]) (?!\|)(.+)|A ([^|]+)\| (.+)|([NK]) \| (.+))$")
    for path in sorted(glob.glob(os.path.join(root, "samples/evaluation/sentences/author-*.txt"))):
        author = re.search(r"author-(\d+)", path)[1]
        for block in re.split(r"\n\s*\n", read(path).strip()):
            head, *lines = block.strip().split("\n")
            _, language, mood = re.match(r"(@) (en|de) (ok|unhappy)", head).groups()
            sentences = []
            for line in lines:
                plain, text, ids, asked, role, other = line_of.match(line).groups()
                gold = [one.strip().split("+") for one in ids.split(",")] if ids else []
                sentences.append((plain or role or "A", (text or asked or other).strip(), gold))
            yield {"author": author, "language": language, "mood": mood, "sentences": sentences}


def told_sentences(known):
    """(author, language, whether somebody should see it, the statement, the question beside it, the passage that answers that, weight)."""
    asked = {"en": [], "de": []}
    for email in emails():
        texts = email["sentences"]
        asked[email["language"]] += [(text, gold[0][0]) for role, text, gold in texts if role == "A" and "?" in text]
        for at, (role, text, _) in enumerate(texts):
            unhappy = email["mood"] == "unhappy"
            if role not in "SKN" or (role == "N" and "?" in text) or (role == "S" and unhappy):
                continue
            questions = [(other, gold[0][0]) for kind, other, gold in texts[at + 1 :] + texts[:at] if kind == "A"]
            if questions:
                yield email["author"], email["language"], role != "S", text, *questions[0], 1.0
    for line in read("samples/evaluation/sentences/told-pairs.txt").splitlines():
        passage, kind, text, question = line.split(" | ")
        yield "pairs", known[passage]["language"], kind == "K", text, question, passage, 1.0
    german = re.compile(r"\b(?:ich|der|die|das|und|ist|meine?|wir|nicht|eine?|bei|war|hat|habe)\b", re.I)
    language_of = lambda text: "de" if len(german.findall(text)) > 1 or re.search("[äöüß]", text) else "en"
    for line in read("samples/evaluation/sentences/told.txt").splitlines():
        kind, text = line.split(" | ", 1)
        language = language_of(text)
        yield "told", language, kind == "x", text, *random.choice(asked[language]), 1.0
    for line in read("samples/mood/sentences.tsv").splitlines():
        mood, language, text = line.split("\t")[:3]
        if mood == "unhappy" and language in asked:
            yield "mood", language, True, re.split(r"(?<=[.!?]) ", text)[0], *random.choice(asked[language]), 0.4
