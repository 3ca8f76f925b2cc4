// @vitest-environment jsdom
import { render } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { QuickReplies } from './QuickReplies.js';
import { RichText } from './RichText.js';

function drawn(text: string): HTMLElement {
  const element = document.createElement('div');
  render(<RichText text={text} />, element);
  return element;
}

describe('what a message says, drawn', () => {
  it('[W160] draws marks, lists, quotes and code as elements, and markup as the text it is', () => {
    const all = drawn('**b** *i* ~~s~~ `c`\n> q\n1. one\n4. four\n```\n<b>x</b>\n```');
    expect([...all.querySelectorAll('b, i, s, code, blockquote, ol, li, pre')].map((node) => node.localName)).toEqual([
      'b',
      'i',
      's',
      'code',
      'blockquote',
      'ol',
      'li',
      'li',
      'pre',
    ]);
    expect([...all.querySelectorAll('li')].map((item) => item.value)).toEqual([1, 4]);
    expect(all.querySelector('pre')?.textContent).toBe('<b>x</b>');
    const hostile = drawn('<img src=x onerror=alert(1)><script>1</script> ![x](https://a.example/x.png)');
    expect(hostile.querySelector('img, script')).toBeNull();
    expect(hostile.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('[S110] [W162] a link opens elsewhere without a way back, and shows the host its text hides', () => {
    const link = drawn('[https://bank.example](https://evil.example/x)').querySelector('a');
    expect(link?.href).toBe('https://evil.example/x');
    expect([link?.target, link?.rel]).toEqual(['_blank', 'noopener noreferrer nofollow ugc']);
    expect(link?.textContent).toBe('https://bank.example (evil.example)');
  });

  it('[W160] each block has the direction of its own text, and code can be scrolled by keyboard', () => {
    const all = drawn('שלום\n\nhello\n\n- x\n```\ncode\n```');
    expect([...all.querySelectorAll('p, ul, pre')].filter((node) => !node.closest('li')).map((node) => node.getAttribute('dir'))).toEqual([
      'auto',
      'auto',
      'auto',
      'auto',
    ]);
    expect(all.querySelector('pre')?.tabIndex).toBe(0);
  });

  it('[W160] a quick reply sends its label, once', () => {
    const element = document.createElement('div');
    const pick = vi.fn();
    const labels = ['Yes, please', 'No'];
    render(<QuickReplies labels={labels} pick={pick} />, element);
    const [yes, no] = element.querySelectorAll('button');
    expect([yes?.textContent, no?.textContent]).toEqual(labels);
    yes?.click();
    yes?.click();
    no?.click();
    expect(pick.mock.calls).toEqual([['Yes, please']]);
    render(<QuickReplies labels={['Again']} pick={pick} />, element);
    element.querySelector('button')?.click();
    expect(pick).toHaveBeenLastCalledWith('Again');
  });
});
