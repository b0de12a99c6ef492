import { describe, expect, it } from 'vitest';
import { kindOf } from './kind.ts';

const text = (content: string) => new TextEncoder().encode(content);
const bytes = (...content: (number | string)[]) =>
	Uint8Array.from(content.flatMap((one) => (typeof one === 'string' ? [...one].map((c) => c.charCodeAt(0)) : [one])));

const png = bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 13, 'IHDR');
const jpeg = bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF');
const webp = bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 ');
const pdf = bytes('%PDF-1.7\n', 0x80, 0x90, 0);
const windows = bytes('MZ', 0x90, 0, 3, 0, 0, 0);
const linux = bytes(0x7f, 'ELF', 2, 1, 1, 0);
const zip = bytes('PK', 3, 4, 20, 0);

describe('a file is what it contains', () => {
	it.each([
		['notes.txt', text('Buy milk.\r\n\tAnd größere Brötchen ✓')],
		['notes.TXT', text('a')],
		['app.log', text('\u001b[31mred\u001b[0m')],
	])('%s is text', (name, content) => {
		expect(kindOf(content, name, '')).toBe('text/plain');
	});

	it.each([
		['a.md', '# Title', 'text/markdown'],
		['a.csv', 'a;b\n1;2', 'text/csv'],
		['a.html', '<p>Hello', 'text/html'],
		['a.json', '{"a":1}', 'application/json'],
		['a.json', '{"a":', 'text/plain'],
		['a', '# Title', 'text/plain'],
	])('%s with %j is %s', (name, content, type) => {
		expect(kindOf(text(content), name, '')).toBe(type);
	});

	it.each([
		['a.png', png, 'image/png'],
		['a.jpg', jpeg, 'image/jpeg'],
		['a.JPEG', jpeg, 'image/jpeg'],
		['a.webp', webp, 'image/webp'],
		['a.pdf', pdf, 'application/pdf'],
		['photo', png, 'image/png'],
	])('%s is one by its first bytes', (name, content, type) => {
		expect(kindOf(content, name, '')).toBe(type);
	});

	it('is what its sender says where its name says nothing', () => {
		expect(kindOf(text('a,b'), 'table', 'text/csv; charset=utf-8')).toBe('text/csv');
		expect(kindOf(text('a,b'), 'table.data', 'TEXT/CSV')).toBe('text/csv');
		// Browsers on Windows have this for tables.
		expect(kindOf(text('a,b'), 'table.csv', 'application/vnd.ms-excel')).toBe('text/csv');
		expect(kindOf(png, 'photo', 'application/octet-stream')).toBe('image/png');
	});

	it('of an old encoding is text all the same', () => {
		expect(kindOf(bytes('Gr', 0xfc, 0xdf, 'e aus M', 0xfc, 'nchen, und noch viel mehr davon'), 'a.txt', '')).toBe(
			'text/plain',
		);
	});
});

describe('what is not taken', () => {
	it.each([
		['a program of Windows as text', windows, 'a.txt'],
		['a program of Linux as text', linux, 'a.txt'],
		['a program as an image', windows, 'a.png'],
		['a program as a document', linux, 'a.pdf'],
		['an archive as a table', zip, 'a.csv'],
		['an image as another kind of image', jpeg, 'a.png'],
		['an image as text', png, 'a.txt'],
		['a document as text', pdf, 'a.md'],
		['text as an image', text('hello'), 'a.png'],
		['text as a document', text('hello'), 'a.pdf'],
		['a program', windows, 'a.exe'],
		['a program with a name alone', linux, 'a'],
		['an archive', zip, 'a.zip'],
		['a script of a page', text('alert(1)'), 'a.js'],
		['an image that is a page', text('<svg onload="x()">'), 'a.svg'],
		['a film', bytes('RIFF', 1, 2, 3, 4, 'AVI '), 'a.webp'],
		['nothing', bytes(), 'a.txt'],
		['noise', Uint8Array.from({ length: 300 }, (_, i) => 128 + ((i * 37) % 128)), 'a.txt'],
		['text with a zero in it', bytes('hello', 0, 'world'), 'a.txt'],
	])('%s', (_, content, name) => {
		expect(kindOf(content, name, '')).toBeNull();
	});

	it('what its sender says is something else', () => {
		expect(kindOf(text('hello'), 'a', 'application/x-sh')).toBeNull();
		expect(kindOf(windows, 'a.txt', 'text/plain')).toBeNull();
		expect(kindOf(text('hello'), 'a.exe', 'application/octet-stream')).toBeNull();
	});
});
