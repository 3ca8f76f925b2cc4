import { describe, expect, it } from 'vitest';
import { written } from '../testing/written.js';
import { parseText } from './markdown.js';

const markup = (text: string): string => written(parseText(text));

describe('what a message says', () => {
  it('[W160] marks words: bold, italic, struck, code', () => {
    expect(markup('**bold** *it* _it_ ~~no~~ `a*b*` ***both***')).toBe(
      '<p><bold>bold</bold> <italic>it</italic> <italic>it</italic> <strike>no</strike> <code>a*b*</code> <bold><italic>both</italic></bold></p>',
    );
    expect(markup('请**注意**这里, 🎉*hi*🎉')).toBe('<p>请<bold>注意</bold>这里, 🎉<italic>hi</italic>🎉</p>');
    expect(markup('**a *b** c*')).toBe('<p><bold>a *b</bold> c*</p>');
  });

  it('[W160] leaves alone what only looks like a mark', () => {
    for (const text of [
      '2*3*4 = 24, 5 * 3 * 2',
      'snake_case_name __init__ ****',
      '¯\\_(ツ)_/¯ >_< hm >_< -_- -_- ^_^ ^_^ (>_<)',
      'src/*.ts and test/*.ts',
      'C:\\*.log',
      'a ** b ** c ~~',
      '<b>no</b> <img src=x onerror=alert(1)> &amp;',
      '# no heading',
      '| no | table |',
      '![no picture]()',
      '-5 degrees, >5 pieces, 3.5 kg',
      '+49 170 1234567',
      '`',
      '---',
    ])
      expect(markup(text)).toBe(`<p>${text}</p>`);
  });

  it('[W160] keeps lines, paragraphs and their gaps', () => {
    expect(markup('a\nb\r\nc')).toBe('<p>a<br>b<br>c</p>');
    expect(markup('a\n\nb\n\n\n\nc\n')).toBe('<p>a</p><p>b</p><p><br><br>c</p>');
    expect(parseText('')).toEqual([]);
  });

  it('[W160] makes quotes and lists, one in the other; a number stays the one that was written', () => {
    expect(markup('> said\n> - a\n>   - b\nnext')).toBe('<quote><p>said</p><ul><li>a<ul><li>b</li></ul></li></ul></quote><p>next</p>');
    expect(markup('1. one\n3) three\n   and more\n\nnext')).toBe('<ol><li 1>one</li><li 3>three<br>and more</li></ol><p>next</p>');
    expect(markup('- a\n* b\n1. c')).toBe('<ul><li>a</li><li>b</li></ul><ol><li 1>c</li></ol>');
  });

  it('[W160] shows code as it is, and a fence that is never closed as text', () => {
    expect(markup('```js\nlet a = `1`; // **x**\n> y\n```\nafter')).toBe('<pre>js\nlet a = `1`; // **x**\n> y</pre><p>after</p>');
    expect(markup('```\n**open**')).toBe('<p>```<br><bold>open</bold></p>');
    expect(markup('say ``a`b`` or `a')).toBe('<p>say <code>a`b</code> or `a</p>');
  });

  it('[W161] stacks blocks and marks four deep, the rest is text', () => {
    expect(markup('> > > > > five')).toBe('<quote><quote><quote><quote><p>> five</p></quote></quote></quote></quote>');
    expect(markup('> > > **a *b* c**')).toBe('<quote><quote><quote><p>**a <italic>b</italic> c**</p></quote></quote></quote>');
    expect(markup('- a\n  - b\n    - c\n      - d\n        - e **e**')).toContain('<li>d<br>- e **e**</li>');
  });
});
