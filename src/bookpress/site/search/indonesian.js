/* The forms that an Indonesian word may come from: what `candidates` in indonesian.py does, by the same rules. */
"use strict";

const indonesianForms = ({ particle, prefixes, suffixes, allowed, depth: most }) => {
  const rules = prefixes.map(([pattern, starts]) => [new RegExp("^" + pattern), starts]);
  const fits = suffixes.map((suffix) => [suffix, new RegExp("^" + allowed[suffix])]);
  const particles = new RegExp(particle);
  return (word) => {
    const found = new Set([word]);
    const short = word.replace(particles, "");
    for (const base of short.length >= 4 && short !== word ? [word, short] : [word])
      for (const [suffix, fit] of fits) {
        if (!base.endsWith(suffix) || base.length - suffix.length < 3) continue;
        const open = [[base.slice(0, base.length - suffix.length), "", 0]];
        for (const [stem, outer, depth] of open) {
          if (fit.test(outer) && /[aiueo]/.test(stem)) found.add(stem);
          if (depth < most)
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
};
