// Writes src/words/ids.ts, the type of every message of the screen, from the Chinese file.
// Messages whose name begins with `slip-` are the paper's, not the screen's.
import { readFileSync, writeFileSync } from 'node:fs';

const source = readFileSync(new URL('../../assets/messages/zh-CN.ftl', import.meta.url), 'utf8');
const target = new URL('../src/words/ids.ts', import.meta.url);

writeFileSync(target, idsFile(source));

export function idsFile(ftl) {
  const ids = [];
  let message = '';
  for (const line of ftl.split('\n')) {
    const name = /^([a-z][\w-]*) =/.exec(line)?.[1];
    const attribute = /^ +\.([a-z]+) =/.exec(line)?.[1];
    if (name) message = name;
    if (message.startsWith('slip-')) continue;
    if (name) ids.push(name);
    if (attribute) ids.push(`${message}.${attribute}`);
  }
  const members = ids.map((id) => `\n  | '${id}'`).join('');
  return `// Written by \`npm run ids\` from assets/messages/zh-CN.ftl.\nexport type MessageId =${members};\n`;
}
