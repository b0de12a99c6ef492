/**
 * Applies patches as `git diff` writes them. Where a change goes is told by the lines around it and not by their numbers:
 * a patch holds as long as the code that it changes, and needs no git.
 *
 * @module
 */

export interface Change {
	readonly file: string;
	/** Whole lines, which are there once. */
	readonly before: string;
	readonly after: string;
}

/** @throws RangeError for a text that is no patch. What stands before its first file is for people. */
export function changesOf(patch: string): readonly Change[] {
	const [, ...files] = patch.split(/^diff --git .*\n/m);
	const changes = files.flatMap((section) => {
		const file = /^\+\+\+ b\/(.+)$/m.exec(section)?.[1];
		const [, ...hunks] = section.split(/^@@ .*\n/m);
		return file === undefined ? [] : hunks.map((hunk) => ({ file, before: side(hunk, '-'), after: side(hunk, '+') }));
	});
	if (changes.length === 0) throw new RangeError('not a patch: it changes nothing');
	return changes;
}

const side = (hunk: string, sign: '-' | '+'): string =>
	(hunk.match(/^[-+ ].*\n/gm) ?? [])
		.filter((line) => line.startsWith(sign) || line.startsWith(' '))
		.map((line) => line.slice(1))
		.join('');

/** The text with the change; null: it has no such place, or several. */
export function apply(text: string, { before, after }: Change): string | null {
	const lines = `\n${text}`;
	const place = lines.indexOf(`\n${before}`);
	if (place < 0 || lines.includes(`\n${before}`, place + 1)) return null;
	return text.slice(0, place) + after + text.slice(place + before.length);
}
