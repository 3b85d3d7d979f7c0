import { FluentResource } from '@fluent/bundle';

/**
 * The type of every message of the screen. Messages whose name begins with `slip-` are the
 * paper's, not the screen's.
 *
 * @param {string} ftl
 * @returns {string}
 */
export function idsFile(ftl) {
  const ids = new FluentResource(ftl).body
    .filter(({ id }) => !id.startsWith('slip-'))
    .flatMap(({ id, value, attributes }) => [
      ...(value === null ? [] : [id]),
      ...Object.keys(attributes).map((name) => `${id}.${name}`),
    ]);
  const members = ids.map((id) => `\n  | '${id}'`).join('');
  return `// Written by \`npm run ids\` from assets/messages/zh-CN.ftl.\nexport type MessageId =${members};\n`;
}
