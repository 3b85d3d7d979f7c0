import { readFileSync, readdirSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';

const FOLDER = new URL('../../assets/messages/zh-CN/', import.meta.url);

/** What is printed, not said on the screen. */
export const PAPER = 'paper.ftl';

/** All that the screen says in Chinese, which has every message. */
export function chinese() {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ftl') && file !== PAPER).sort();
  return files.map((file) => readFileSync(new URL(file, FOLDER), 'utf8')).join('\n');
}

/**
 * The type of every message of the screen. How a language is written stands at its name and is
 * not said.
 *
 * @param {string} ftl
 * @returns {string}
 */
export function idsFile(ftl) {
  const ids = new FluentResource(ftl).body.flatMap(({ id, value, attributes }) => [
    ...(value === null ? [] : [id]),
    ...Object.keys(attributes)
      .filter(() => id !== 'language-name')
      .map((name) => `${id}.${name}`),
  ]);
  // Several in a line: a file has at most 500.
  const lines = [''];
  for (const id of ids) {
    const member = ` | '${id}'`;
    if ((lines.at(-1) ?? '').length + member.length > 110) lines.push('');
    lines[lines.length - 1] += member;
  }
  const members = lines.map((line) => `\n ${line}`).join('');
  return `// Written by \`npm run ids\` from assets/messages/zh-CN.\nexport type MessageId =${members};\n`;
}
