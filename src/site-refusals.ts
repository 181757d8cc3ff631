/** What can go wrong with a site of files: a part of the table in errors.ts. */
import { refusal } from './refusal.ts';

export const siteRefusals = {
  'site-folder': refusal(
    400,
    1,
    (v: { folder: string; reason: string }) =>
      `"${v.folder}" cannot be made a site: ${v.reason}. Name a folder that is not there yet, or one that holds nothing but a ` +
      'site that Nearby wrote.',
  ),
  'site-too-large': refusal(
    400,
    1,
    (v: { papers: number; most: number; megabytes: number }) =>
      `The site would have ${v.papers.toLocaleString('en')} papers and take about ${v.megabytes.toLocaleString('en')} MB, of which ` +
      `a visitor's browser fetches the vectors and the map whole. Beyond ${v.most.toLocaleString('en')} papers that is done ` +
      'with --large only.',
  ),
  'site-file': refusal(
    502,
    1,
    (v: { path: string; reason: string }) =>
      `"${v.path}" of this site could not be fetched: ${v.reason}. Check the connection and try again; if it stays, the site was ` +
      'not uploaded whole.',
  ),
  'site-lacks': refusal(
    501,
    1,
    (v: { what: string }) =>
      `This page is made of files alone, and ${v.what} takes the program Nearby. With it on your own machine ("npm start -- ` +
      'FILE") everything here works on your own papers.',
  ),
};
