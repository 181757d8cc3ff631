import { describe, expect, it } from 'vitest';
import { safeAddress } from '../../web/element.ts';

describe('safeAddress', () => {
  it('lets http and https addresses through', () => {
    expect(safeAddress('https://example.org/a b')).toBe('https://example.org/a%20b');
    expect(safeAddress('HTTP://EXAMPLE.org')).toBe('http://example.org/');
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//x.org',
    '',
    'x',
  ])('refuses %j', (address) => {
    expect(safeAddress(address)).toBeNull();
  });
});
