// @vitest-environment jsdom
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { MessageText } from './MessageText.js';

function drawn(text: string): HTMLElement {
  const element = document.createElement('div');
  render(<MessageText text={text} />, element);
  return element;
}

describe('what people wrote', () => {
  it('[K25] [W163] reads as in the widget: marks, lists and code are elements, markup is text', () => {
    const all = drawn('**b** `c`\n- x\n\n2. two\n> q\n```\nls -l\n```\n<img src=x onerror=alert(1)>');
    expect([...all.querySelectorAll('b, code, ul, ol, blockquote, pre')].map((node) => node.localName)).toEqual([
      'b',
      'code',
      'ul',
      'ol',
      'blockquote',
      'pre',
    ]);
    expect(all.querySelector('ol li')?.getAttribute('value')).toBe('2');
    expect(all.querySelector('img')).toBeNull();
    expect(all.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('[K25] [S110] links web and mail addresses only, and shows the host a label hides', () => {
    const links = [
      ...drawn('see https://a.example/x?y=1. [bank](https://evil.example) [x](javascript:alert(1)) m@a.example').querySelectorAll('a'),
    ];
    expect(links.map((link) => link.href)).toEqual(['https://a.example/x?y=1', 'https://evil.example/', 'mailto:m@a.example']);
    expect(links[1]?.textContent).toBe('bank (evil.example)');
    for (const link of links) expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow ugc']);
  });
});
