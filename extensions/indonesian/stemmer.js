/* The Indonesian stemmer of the search page: the same rules as search.py, which writes INDONESIAN before this. */
var Stemmer = function () {
  const { particle, prefixes, suffixes, allowed, lemmas } = INDONESIAN;
  const rules = prefixes.map(([pattern, starts]) => [new RegExp("^" + pattern), starts]);
  const particles = new RegExp(particle);

  const candidates = (word, strict) => {
    const found = new Set([word]);
    const short = word.replace(particles, "");
    for (const base of short.length >= 4 && short !== word ? [word, short] : [word])
      for (const suffix of suffixes) {
        if (!base.endsWith(suffix) || base.length - suffix.length < 3) continue;
        const fits = new RegExp("^" + allowed[suffix]);
        const open = [[base.slice(0, base.length - suffix.length), "", 0]];
        while (open.length) {
          const [stem, outer, depth] = open.shift();
          if ((!strict || fits.test(outer)) && /[aiueo]/.test(stem)) found.add(stem);
          if (depth < 3)
            for (const [pattern, starts] of rules) {
              const match = pattern.exec(stem);
              for (const start of match ? starts : []) {
                const rest = start + stem.slice(match[0].length);
                if (rest.length >= 3) open.push([rest, outer || match[0], depth + 1]);
              }
            }
        }
      }
    return [...found];
  };

  const pages = (table, word) => (Object.hasOwn(table, word) ? [table[word]].flat().length : 0);

  const onMostPages = (forms, index) => {
    let best;
    let most = 0;
    for (const form of forms) {
      const count = pages(index.terms, form) + pages(index.titleterms, form);
      if (count > most) [best, most] = [form, count];
    }
    return best;
  };

  /** Give the form under which the index keeps `word`: the book's own choice, else the candidate on most pages. */
  this.stemWord = (word) => {
    if (Object.hasOwn(lemmas, word)) return lemmas[word];
    const index = Search._index;
    if (!index) return word;
    return onMostPages(candidates(word, true), index) ?? onMostPages(candidates(word, false), index) ?? word;
  };
};
