import type { TopicComparison } from '../server/api-types.ts';
import { counted } from './counted.ts';
import { printJson } from './print-json.ts';

/** What tells two topics apart, one after the other, then what lies between them and when they came. */
export function printComparison(comparison: TopicComparison, json: boolean): void {
  if (json) {
    printJson(comparison);
    return;
  }
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const lines: string[] = [];
  for (const { topic, name, papers, phrases, typical } of [comparison.a, comparison.b]) {
    lines.push(
      `${topic}  ${name} (${counted(papers, 'paper')})`,
      '   words, in its papers and in the others:',
    );
    for (const { text, own, other } of phrases)
      lines.push(`     ${text} (${percent(own)}, ${percent(other)})`);
    lines.push('   its most typical papers:', ...typical.map((paper) => `     ${paper.title} (${paper.id})`));
  }
  lines.push('Between them:');
  for (const { topic, title, id } of comparison.between) lines.push(`     ${title} (${id}, of ${topic})`);
  if (comparison.years.length > 0) {
    lines.push(`Papers a year (${comparison.a.topic}, ${comparison.b.topic}):`);
    for (const { year, a, b } of comparison.years) lines.push(`     ${year}  ${a}, ${b}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
