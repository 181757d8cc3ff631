import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../src/papers/clean-text.ts';

describe('cleanText', () => {
  it('turns LaTeX accents and letters into Unicode', () => {
    expect(cleanText('M{\\"u}ller, Tuy\\\'eras, na\\"{\\i}ve, \\v{S}im\\\'{\\i}k, Erd\\H{o}s')).toBe(
      'Müller, Tuyéras, naïve, Šimík, Erdős',
    );
    expect(cleanText("\\O stergaard, Gau{\\ss}, \\c{C}a\\u{g}lar, \\aa{}ngstr\\\"om, \\L{}\\'od\\'z")).toBe(
      'Østergaard, Gauß, Çağlar, ångström, Łódź',
    );
  });

  it('turns signs and simple commands into text, however they are nested', () => {
    expect(cleanText('\\textbf{Bold \\emph{and nested}}, {\\it old style}, 10\\% \\& \\{x\\}, \\ldots')).toBe(
      'Bold and nested, old style, 10% & {x}, …',
    );
    expect(
      cleanText('\\href{http://a.b}{a \\emph{link}} \\url{http://c.d/e_f}\\cite{foo} i.\\,i.\\,d. Fig.~3'),
    ).toBe('a link http://c.d/e_f i.i.d. Fig. 3');
    expect(cleanText("``quoted'', pages 3--5, yes---no -- maybe --flag")).toBe(
      '“quoted”, pages 3–5, yes—no – maybe --flag',
    );
  });

  it('takes the dollars off formulas and leaves them on money', () => {
    expect(cleanText('$O(n^2)$, $\\alpha$-stable, $\\sim$10, $x \\in \\mathbb{R}^{n}$, $n$ nodes')).toBe(
      'O(n^2), α-stable, ∼10, x ∈ R^n, n nodes',
    );
    for (const money of ['costs $5 and $10', 'US$20 or $30', '$5-$10 a head'])
      expect(cleanText(money)).toBe(money);
  });

  it('decodes HTML entities and takes off known tags, also escaped ones', () => {
    expect(cleanText('caf&eacute; &lt;b&gt;bold&lt;/b&gt; &#x2013; AT&amp;T, CO<sub>2</sub>')).toBe(
      'café bold – AT&T, CO2',
    );
    expect(cleanText('<jats:title>Abstract</jats:title><jats:p>We do.</jats:p><jats:p>Then.</jats:p>')).toBe(
      'We do. Then.',
    );
    expect(cleanText("<i class='x'>it</i> &amp;lt;i&amp;gt;again")).toBe('it again');
  });

  it('turns ligatures, soft hyphens, odd blanks and line breaks into plain text', () => {
    expect(cleanText('o\uFB03ce e\u0301tude co\u00ADop, a\u00A0b\r\n  c\td \u200Be\u0000f')).toBe(
      'office étude coop, a b c d e f',
    );
    expect(cleanText('turn \u202Eround\u202C and a lone \uD800')).toBe('turn round and a lone \uFFFD');
  });

  it('leaves alone what only looks like markup', () => {
    for (const text of [
      'a < b and c > d',
      'if x <i and j> y',
      'the set {a, b}',
      'takes ~58 seconds, 300~400 of them',
      'http://x.org/~me',
      'R&D, Q&A',
      '5 * 3 ^ 2 _ x',
    ])
      expect(cleanText(text)).toBe(text);
    expect(cleanText("it\\'s, don\\'t, we\\'ll")).toBe("it's, don't, we'll");
  });

  it('takes every brace and tilde for markup where the text is TeX', () => {
    expect(cleanText('{The {GPU} Set} of~Fig.~\\{a, b\\} in $\\{x\\}$', { tex: true })).toBe(
      'The GPU Set of Fig. {a, b} in {x}',
    );
  });

  it('reads the commands for braces as the signs', () => {
    expect(cleanText('at most \\textbraceleft{}1.2\\% and \\textbraceright x', { tex: true })).toBe(
      'at most {1.2% and }x',
    );
  });

  it('keeps one of a link and its repetition', () => {
    expect(cleanText('Code: https://a.org/b-c.https://a.org/b-c.')).toBe('Code: https://a.org/b-c.');
    expect(cleanText('See https://a.org/b.git{https://a.org/b} or https://a.org/d{here}')).toBe(
      'See https://a.org/b.git or https://a.org/d',
    );
  });

  it('does not find the methods of objects under the names of commands', () => {
    expect(cleanText('\\constructor{x} \\toString')).toBe('x toString');
  });

  it('gives one line without blanks at its ends for any text, and ends', () => {
    const markup = fc
      .array(
        fc.constantFrom(
          '\\',
          '{',
          '}',
          '$',
          '<',
          '>',
          '&lt;',
          '&',
          '~',
          '"',
          "'",
          'u',
          'i',
          '^',
          '_',
          ' ',
          '\n',
          '--',
          '\\frac',
          '\\em',
          '\\"',
          'https://a.bc',
          '<i>',
          '\uD800',
          '\uE001',
          '\u00AD',
          '`',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(markup, fc.string({ unit: 'binary' })), fc.boolean(), (text, tex) => {
        const clean = cleanText(text, { tex });
        expect(clean).toBe(clean.trim());
        expect(clean).not.toMatch(/[\n\r\t\p{Cs}]/u);
      }),
    );
  });

  it('takes time in proportion to hostile texts', () => {
    // 100,000 characters each of what makes a careless pattern look back again and again.
    for (const part of [
      '\\a{',
      '${',
      '{\\it ',
      '<a ',
      '<!--',
      '~',
      '\\frac{',
      'https://',
      '^{',
      '\u00AD ',
      '\\~',
    ])
      expect(cleanText(part.repeat(100_000 / part.length)).length).toBeLessThanOrEqual(100_000);
  });
});

describe('cleanLine', () => {
  it('leaves markup alone', () => {
    expect(cleanLine(' a\n\\b {c} &amp; ')).toBe('a \\b {c} &amp;');
  });
});
