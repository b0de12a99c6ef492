import { describe, expect, it } from 'vitest';
import { FILE_NAME_LIMIT, fileName, fileSchema } from './files.ts';

const bell = String.fromCharCode(7);
const turned = String.fromCharCode(0x20_2e);

describe('the name of a file', () => {
	it.each([
		['notes.txt', 'notes.txt'],
		['C:\\Users\\ada\\notes.txt', 'notes.txt'],
		['../../etc/passwd', 'passwd'],
		[`a${bell}b\n.txt`, 'ab.txt'],
		// Shown, it would be invoice-txt.exe read from the right.
		[`invoice-${turned}txt.exe`, 'invoice-txt.exe'],
		['  my   list .md ', 'my list .md'],
		['Größe ✓.csv', 'Größe ✓.csv'],
		['', 'file'],
		['..', 'file'],
		['folder/', 'file'],
	])('%j is shown as %j', (given, shown) => {
		expect(fileName(given)).toBe(shown);
	});

	it('is cut, and keeps its extension where that is one', () => {
		const long = fileName(`${'a'.repeat(500)}.json`);
		expect(long).toHaveLength(FILE_NAME_LIMIT);
		expect(long).toMatch(/a….json$/);
		expect(fileName('😀'.repeat(500))).toBe(`${'😀'.repeat(FILE_NAME_LIMIT - 1)}…`);
	});

	it('is what it was when it is asked for again', () => {
		for (const given of [`${'é'.repeat(300)}.txt`, '. a', 'a / b', `a${turned} `])
			expect(fileName(fileName(given))).toBe(fileName(given));
	});

	it('is not taken over the wire as anything else', () => {
		const file = { id: 'file-0001', type: 'text/plain', size: 1 };
		const isTaken = (name: string) => fileSchema.safeParse({ ...file, name }).success;
		expect(isTaken('notes.txt')).toBe(true);
		for (const name of ['../notes.txt', `a${turned}b`, 'a'.repeat(FILE_NAME_LIMIT + 1), ''])
			expect(isTaken(name)).toBe(false);
	});
});
