/**
 * By which names the fields of a paper go in the files that people have: exports of Zotero, Scopus, Web of Science, IEEE
 * Xplore, PubMed, Dimensions and Semantic Scholar, the Kaggle copy of arXiv, OpenReview lists, BibTeX, RIS and CSL-JSON.
 * Names are compared by `fieldKey`. In each list the best source comes first: the first that is filled in is taken.
 */
export const fieldKeys = {
  id: words(
    'id paperid uid key citationkey citekey itemkey eid utuniquewosid ut accessionnumber publicationid corpusid',
  ),
  title: words('title articletitle documenttitle papertitle ti t1 primarytitle displayname'),
  abstract: words('abstract abstractnote abstracttext ab summary n2 paperabstract'),
  authors: words('authorfullnames authors author authornames af au a1 creators creator byline'),
  year: words(
    'year publicationyear pubyear py yearpublished publishedyear date publicationdate issued published publisheddate ' +
      'dateissued coverdate y1 da creationdate',
  ),
  venue: words(
    'venue journal journaltitle journalbook publicationtitle sourcetitle containertitle booktitle journalref ' +
      'conference conferencename conferencetitle proceedingstitle eventtitle publicationname jo jf t2 so',
  ),
  url: words(
    'url link ur absurl paperurl landingpageurl ee doilink urls links openreviewurl forumurl pdfurl pdflink pdf',
  ),
  doi: words('doi do externalidsdoi digitalobjectidentifier'),
  arxiv: words('arxivid arxiv arxivnumber externalidsarxiv'),
  categories: words(
    'categories category primarycategory fieldsofstudy subjects subject subjectareas wc wcwoscategories ' +
      'woscategories researchareas',
  ),
  keywords: words(
    'keywords keyword authorkeywords indexkeywords keywordsplus kw de tags manualtags automatictags ieeeterms meshterms',
  ),
  lists: words('lists'),
} satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof fieldKeys;

const known: ReadonlySet<string> = new Set(Object.values(fieldKeys).flat());

/** A name as it is compared: "Publication Year", "publication_year" and "publicationYear" have the same key. */
export function fieldKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether a field of a file is one of a paper's own, rather than one that becomes a facet. */
export function isPaperField(key: string): boolean {
  return known.has(key);
}

/** Whether a record with these field names may have a title. */
export function hasTitleField(fieldsOfFile: Iterable<string>): boolean {
  for (const name of fieldsOfFile) if (fieldKeys.title.includes(fieldKey(name))) return true;
  return false;
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
