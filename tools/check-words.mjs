// The words a page asks for must exist, in English and with an Easy Read form beside them. Run by the build; fails it.
// usage: check-words.mjs CONTENT_DIR SOURCE_DIR STAMP OUT_EN OUT_EASY
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [content, source, stamp, outEn, outEasy] = process.argv.slice(2);
const problems = [];

function readPo(folder) {
  const messages = new Map();
  let merged = '';
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.po')).sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    merged += text + '\n';
    let id = null, into = null, values = {};
    const keep = () => {
      if (id === null || values.msgid === '' || values.msgid === undefined) return;
      if (messages.has(values.msgid)) problems.push(`${folder}/${name}: the message ${values.msgid} stands twice`);
      if (!values.msgstr) problems.push(`${folder}/${name}: the message ${values.msgid} is empty`);
      messages.set(values.msgid, values.msgstr ?? '');
    };
    text.split('\n').forEach((raw, number) => {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) return;
      const match = /^(?:(msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"$/.exec(line);
      if (!match) return problems.push(`${folder}/${name}:${number + 1}: not a line of a PO file`);
      if (match[1] === 'msgid') { keep(); id = number; values = { msgid: '' }; into = 'msgid'; }
      if (match[1] === 'msgstr') { values.msgstr = ''; into = 'msgstr'; }
      values[into] += match[2];
    });
    keep();
  }
  return { messages, merged };
}

function walk(folder, found = []) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path, found);
    else if (/\.(cpp|h)$/.test(name)) found.push(path);
  }
  return found;
}

const en = readPo(join(content, 'en')), easy = readPo(join(content, 'easy'));
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
for (const [id, text] of en.messages) {
  if (!easy.messages.has(id)) { problems.push(`the message ${id} has no Easy Read form in content/easy`); continue; }
  for (const hole of holes(easy.messages.get(id)))
    if (!holes(text).includes(hole)) problems.push(`the Easy Read form of ${id} fills {${hole}}, which the English does not`);
}
for (const id of easy.messages.keys()) if (!en.messages.has(id)) problems.push(`the message ${id} has an Easy Read form and no English`);
for (const path of walk(source)) {
  if (path.endsWith('_test.cpp')) continue;
  const text = readFileSync(path, 'utf8').replace(/\/\/.*/g, '');
  const line = (at) => text.slice(0, at).split('\n').length;
  for (const m of text.matchAll(/\bw(\.count)?\(\s*"([^"]+)"/g)) {
    if (m[2].endsWith('.') || text.slice(m.index + m[0].length).trimStart().startsWith('+')) continue;  // completed at run time
    for (const id of m[1] ? [`${m[2]}.one`, `${m[2]}.many`] : [m[2]])
      if (!en.messages.has(id)) problems.push(`${path}:${line(m.index)}: the message ${id} is not in content/en`);
  }
}
if (problems.length) {
  console.error(problems.join('\n'));
  process.exit(1);
}
writeFileSync(outEn, en.merged);
writeFileSync(outEasy, easy.merged);
writeFileSync(stamp, `${en.messages.size} messages\n`);
