import { describe, expect, it } from 'vitest';
import { parseText } from './markdown.js';
import { walked, written } from '../testing/written.js';

const markup = (text: string): string => written(parseText(text)).replace(/^<p>|<\/p>$/g, '');
const hrefs = (text: string): string[] => walked(parseText(text)).hrefs;

describe('links', () => {
  it('[W160] finds http, https and mail addresses, without the punctuation behind them', () => {
    expect(hrefs('See https://example.com/a?b=1, or (http://example.org/x). Mail mara@example.com! mailto:b@example.com')).toEqual([
      'https://example.com/a?b=1',
      'http://example.org/x',
      'mailto:mara@example.com',
      'mailto:b@example.com',
    ]);
    expect(markup('(https://en.example/A_(b)) **https://a.example/_x_y**')).toBe(
      '(<a https://en.example/A_(b)>https://en.example/A_(b)</a>) <bold><a https://a.example/_x_y>https://a.example/_x_y</a></bold>',
    );
    expect(markup('_mara@example.com_')).toBe('<italic><a mailto:mara@example.com>mara@example.com</a></italic>');
  });

  it('[W162] makes links of http, https, mailto and tel only, and of none with a name and password', () => {
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'https://user:pass@a.example',
      'https://user@a.example',
      'https://',
      '//a.example',
      '/path',
      'tel:*%2306%23',
      'tel:*#06#',
      'tel:112;phone-context=x',
      'mailto:',
    ]) {
      expect(hrefs(`[label](${bad})`), bad).toEqual([]);
      expect(
        hrefs(bad).filter((href) => !href.startsWith('mailto:')),
        bad,
      ).toEqual([]);
    }
    expect(hrefs('[x](blob:https://a.example/1)')).toEqual([]);
    expect(hrefs('[call](tel:+49-170-12) [write](mailto:a@b.example) [see](http://a.example)')).toHaveLength(3);
  });

  it('[S110] shows where a link leads when its text does not say it', () => {
    expect(markup('[https://bank.example](https://evil.example/x)')).toBe(
      '<a https://evil.example/x>https://bank.example</a> (evil.example)',
    );
    expect(markup('[bank.example.evil.example](https://bank.example)')).toContain('(bank.example)');
    expect(markup('[bank.example/](https://bank.example:8443/)')).toContain('(bank.example:8443)');
    expect(markup('[Bank.example/account](https://bank.example/)')).toBe('<a https://bank.example/>Bank.example/account</a>');
    expect(markup('[write](mailto:a@b.example) [call](tel:+49170)')).toBe(
      '<a mailto:a@b.example>write</a> (a@b.example) <a tel:+49170>call</a> (+49170)',
    );
    expect(markup('[+49 170](tel:+49170)')).toBe('<a tel:+49170>+49 170</a>');
  });

  it('[S110] shows a host of foreign letters as punycode', () => {
    const cyrillic = 'https://ex\u0430mple.com';
    expect(markup(cyrillic)).toBe(`<a https://xn--exmple-4nf.com/>${cyrillic}</a> (xn--exmple-4nf.com)`);
    expect(markup('http://0x7f.1/')).toContain('(127.0.0.1)');
  });

  it('[S110] ends an address at what draws nothing or turns the direction of the text', () => {
    for (const hidden of ['\u202e', '\u2066', '\u200b', '\u200f', '\u00ad', '\u0007', '\ufeff'])
      expect(hrefs(`https://a.example/${hidden}moc.knab//:sptth`).join(), JSON.stringify(hidden)).not.toMatch(/%|knab/);
  });

  it('[W161] makes 50 links, the rest stays as it was written', () => {
    expect(hrefs('https://a.example '.repeat(80))).toHaveLength(50);
    expect(markup('[x](https://a.example) '.repeat(51)).match(/\[x\]\(https:\/\/a\.example\)/g)).toHaveLength(1);
  });
});
