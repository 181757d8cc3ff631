import { decodeHTMLStrict } from 'entities';
import { texAccents, texBlanks, texLetters, texSigns, texSilent, texSwitches } from './tex-symbols.ts';

/** Text with none of these is plain already: most abstracts are, and are left alone. */
const notPlain = /[\\&<`~${}\p{Cc}]|[^\p{ASCII}]|--|\s\s|^\s|\s$|https?:\S*https?:/u;

/**
 * A title, abstract or name as plain Unicode on one line: LaTeX accents, signs and simple commands, HTML entities and
 * tags, ligatures and soft hyphens are turned into what they stand for; white space and control characters into single
 * blanks. Composed (NFC). What is no markup stays: "costs $5 and $10", "a < b", "AT&T".
 *
 * @param options.tex the text comes from TeX (a BibTeX file): then every brace is markup and "~" is always a blank.
 *   Elsewhere they are left where they may mean something ("the set {a, b}", "~58 seconds").
 */
export function cleanText(text: string, options: { tex?: boolean } = {}): string {
  if (!options.tex && !notPlain.test(text)) return text;
  let plain = text;
  if (options.tex || /[\\`~${]|--/.test(plain)) plain = withoutTex(plain, options.tex ?? false);
  if (/[&<]/.test(plain)) plain = withoutHtml(plain);
  return withoutRepeatedUrls(cleanLine(plain));
}

/** White space, control and invisible characters, ligatures and lone surrogates only: for ids and other fields. */
export function cleanLine(text: string): string {
  return (
    text
      .replace(/[ﬀ-ﬆ]/g, (ligature) => ligature.normalize('NFKD'))
      // A soft hyphen at a line end has split a word.
      .replace(/\u00AD(?:[ \t]*\r?\n[ \t]*)?/g, '')
      // Invisible, and those that turn the direction of what follows: they would do so beyond the text.
      .replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/g, '')
      .replace(/\p{Cs}/gu, '\uFFFD')
      // An i with an accent has no dot, and only the dotted one has composed forms.
      .replace(/ı(?=\p{M})/gu, 'i')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .normalize('NFC')
  );
}

/** Signs that are escaped in TeX wait here, in the private use area, while unescaped ones are taken out. */
const kept: Readonly<Record<string, string>> = { '{': '\uE001', '}': '\uE002', $: '\uE003', '\\': '\uE004' };
const keptBack: Readonly<Record<string, string>> = {
  '\uE001': '{',
  '\uE002': '}',
  '\uE003': '$',
  '\uE004': '\\',
};

/** Commands for the signs above. What follows "\\textbackslash" is no command. */
const namedSigns: Readonly<Record<string, string>> = {
  textbraceleft: '{',
  lbrace: '{',
  textbraceright: '}',
  rbrace: '}',
  textbackslash: '\\',
};
const namedSign = new RegExp(`\\\\(${Object.keys(namedSigns).join('|')})(?:\\{\\}|(?![a-zA-Z])\\s?)`, 'g');

/** How deep commands inside arguments of commands are followed. */
const texDepth = 8;

function withoutTex(text: string, tex: boolean): string {
  let plain = text.replace(/[\uE001-\uE004]/g, '');
  if (plain.includes('\\')) {
    plain = plain
      // A line break; before a sign it is an escape that was escaped once more on its way.
      .replace(/\\\\(?=[%&#_{}$"'`^~])/g, '\\')
      .replace(/\\\\(?![a-zA-Z])/g, ' ')
      .replace(/\\([{}$])/g, (_, sign: string) => kept[sign])
      .replace(namedSign, (_, name: string) => kept[namedSigns[name]])
      .replace(/\\([%&#_])/g, '$1');
    plain = withAccents(plain, tex)
      // "i.\,i.\,d." is one word with thin spaces.
      .replace(/(?<=\b\p{L}\.)\\,(?=\p{L}\b)/gu, '')
      .replace(/\\[,;: ]/g, ' ')
      .replace(/\\[!/\-()[\]]/g, '');
  }
  // "Fig.~3" has a blank that does not break; "~58", "300~400" and "/~me" have a tilde. Before commands: some give one.
  plain = plain.replace(tex ? /(?<!\/)~/g : /(?<=[^\s/~])~(?=[^\s/~])(?!(?<=\d~)\d)/g, ' ');
  plain = plain.replace(/\$\$/g, '$').replace(/\$(?=[^\s$])([^$]{1,400}?)(?<=\S)\$(\d?)/g, withoutDollars);
  if (plain.includes('\\')) plain = withoutCommands(plain);
  plain = plain
    .replace(/([\^_])\{([\p{L}\p{N}*'′]*)\}/gu, '$1$2')
    .replace(/([\^_])\{([^{}]*)\}/g, '$1($2)')
    .replace(/(?<![\p{L}\p{N}])\{([\p{L}\p{N}\p{M}.&+-]{1,40})\}/gu, '$1')
    .replace(/(?<=\S)---(?=\S)|(?<=\s)---(?=\s)/g, '—')
    .replace(/(?<=[\p{L}\p{N})])--(?=[\p{L}\p{N}(])|(?<=\s)--(?=\s)/gu, '–');
  if (plain.includes('``')) plain = plain.replace(/``/g, '“').replace(/''/g, '”');
  if (tex) plain = plain.replace(/[{}]/g, '');
  return plain.replace(/[\uE001-\uE004]/g, (sign) => keptBack[sign]);
}

/** Of "$…$", as far as it reads as a formula rather than as two amounts of money. */
function withoutDollars(whole: string, formula: string, digit: string): string {
  if (/[\\^_{}=<>|\uE001-\uE004]/.test(formula)) return formula + digit;
  if (digit === '' && /^[A-Za-z0-9+\-*/(),.']{1,12}$/.test(formula)) return formula;
  return whole;
}

/** "{\ss}" and "{\"u}" inside a word, whose braces are no others than those of the command. */
const groupedLetter = /\{\\([A-Za-z]{1,2})\s*(?:\{\})?\}/g;
const groupedAccent =
  /\{(\\(?:['"`^~=.]\s*(?:\{\\?\p{L}\}|\\?\p{L})|[cvuHkrbd](?:\s*\{\\?\p{L}\}|\s+\\?\p{L})))\s*\}/gu;

function withAccents(text: string, tex: boolean): string {
  const accented = (whole: string, accent: string, letter: string) => {
    const { mark, letters } = texAccents[accent];
    const bare = letter.replace('\\', '');
    return tex || letters.test(bare) ? (bare + mark).normalize('NFC') : whole;
  };
  let plain = text;
  // "it\'s" from a database is an apostrophe; in TeX it would be an ś.
  if (!tex) plain = plain.replace(/(?<=\p{L})\\'(?=(?:s|t|d|m|re|ve|ll)(?!\p{L}))/gu, "'");
  return plain
    .replace(groupedLetter, (whole, name: string) => texLetters.get(name) ?? whole)
    .replace(groupedAccent, '$1')
    .replace(/\\(['"`^~=.])\s*\{\s*(\\[ij]|\p{L})\s*\}/gu, accented)
    .replace(/\\(['"`^~=.])\s*(\\[ij](?![A-Za-z])|\p{L})/gu, accented)
    .replace(/\\([cvuHkrbd])\s*\{\s*(\\[ij]|\p{L})\s*\}/gu, accented)
    .replace(/\\([cvuHkrbd])\s+(\\[ij](?![A-Za-z])|\p{L})/gu, accented);
}

function withoutCommands(text: string): string {
  let plain = text.replace(/\{\\([A-Za-z]+)\s+([^{}\\]*)\}/g, (whole, name: string, words: string) =>
    texSwitches.has(name) ? words : whole,
  );
  // Innermost arguments first: those have no braces in them.
  for (let depth = 0; depth < texDepth; depth++) {
    const before = plain;
    plain = plain
      .replace(/\\(?:href|textcolor|colorbox)\s*\{[^{}]*\}\s*\{([^{}]*)\}/g, '$1')
      .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, '√($1)')
      .replace(
        /\\(?!(?:href|textcolor|colorbox|[dt]?frac|sqrt)\b)([A-Za-z]+)\*?\s*(?:\[[^[\]{}]{0,200}\])?\{([^{}]*)\}/g,
        (_, name: string, argument: string) => {
          if (texSilent.has(name)) return '';
          return (texLetters.get(name) ?? texSigns.get(name) ?? '') + argument;
        },
      );
    if (plain === before) break;
  }
  return plain.replace(/\\([A-Za-z]+)(\s*)/g, (_, name: string, blank: string) => {
    const letter = texLetters.get(name);
    if (letter !== undefined) return letter;
    if (texSwitches.has(name)) return '';
    if (texBlanks.has(name)) return ' ';
    // An author's own macro: its name is the best that is known of it.
    return (texSigns.get(name) ?? name) + blank;
  });
}

/** Tags of HTML, JATS and MathML that occur in titles and abstracts. A name that is not here is text: "a <b, c> d". */
const inlineTags =
  'a abbr b bold cite code del dfn em font i inf inline-formula ins italic kbd mark math mi mn mo mrow ms msub msubsup ' +
  'msup mtext named-content q s samp sc scp small span strike strong styled-content sub sup tt u var xref ext-link uri';
const blockTags =
  'abstract blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr label li list list-item ol p pre sec section table td th tr ' +
  'title ul';
const tag = new RegExp(
  `<(/?)(?:jats:|mml:)?(${[...inlineTags.split(' '), ...blockTags.split(' ')].join('|')})(\\s[^<>]{0,500})?/?>`,
  'gi',
);
const isBlock = new Set(blockTags.split(' '));

function withoutHtml(text: string): string {
  let plain = text.replace(/<jats:title>\s*(?:abstract|summary)\s*<\/jats:title>/gi, ' ');
  // Again after decoding: Crossref and others hand on "&lt;p&gt;" and "&amp;lt;".
  for (let round = 0; round < 3 && /[&<]/.test(plain); round++) {
    plain = plain
      .replace(/<!--[^<>]{0,2000}-->/g, '')
      .replace(tag, (whole, _slash, name: string, attributes: string | undefined) => {
        // "<i and j>" is text; "<i class=…>" is a tag.
        if (attributes?.trim().replace('/', '') && !attributes.includes('=')) return whole;
        return isBlock.has(name.toLowerCase()) ? ' ' : '';
      });
    const decoded = decodeHTMLStrict(plain);
    if (decoded === plain) break;
    plain = decoded;
  }
  return plain;
}

/** Pages that render TeX badly leave "https://a.b.https://a.b" and "https://a.b{here}" of a link and its text. */
function withoutRepeatedUrls(text: string): string {
  return text
    .replace(/(https?:\/\/[^\s{}]{4,300}?)[.~]?\{?\1\}?/g, '$1')
    .replace(/(https?:\/\/[^\s{}]{4,300})\{(?:https?:\/\/[^\s{}]*|here|link|this [a-z ]{1,20})\}?/g, '$1');
}
