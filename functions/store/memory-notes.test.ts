import { describe, expect, it } from 'vitest';
import { MemoryNotes } from './memory-notes.ts';
import { NOTES_LIMIT, NOTES_TTL_MS } from './port.ts';

function make() {
	let time = 0;
	return {
		notes: new MemoryNotes(() => time),
		pass: (ms: number) => {
			time += ms;
		},
	};
}

describe('notes in memory', () => {
	it('are kept for each key, the oldest first', () => {
		const { notes } = make();
		notes.add('a', ['1', '2']);
		notes.add('b', ['x']);
		notes.add('a', ['3']);
		expect(notes.of('a')).toEqual(['1', '2', '3']);
		expect(notes.of('b')).toEqual(['x']);
		expect(notes.of('c')).toEqual([]);
	});

	it('are so many at most; the oldest fall out', () => {
		const { notes } = make();
		for (let i = 0; i < NOTES_LIMIT + 3; i++) notes.add('a', [`${i}`]);
		expect(notes.of('a')).toHaveLength(NOTES_LIMIT);
		expect(notes.of('a')[0]).toBe('3');
	});

	it('are gone a day after the last one, and begin anew then', () => {
		const { notes, pass } = make();
		notes.add('a', ['1']);
		notes.add('b', ['x']);
		pass(NOTES_TTL_MS - 1);
		notes.add('a', ['2']);
		notes.add('b', []);
		pass(1);
		expect(notes.of('b')).toEqual([]);
		expect(notes.of('a')).toEqual(['1', '2']);
		pass(NOTES_TTL_MS - 1);
		notes.add('a', ['3']);
		expect(notes.of('a')).toEqual(['3']);
	});

	it('are not changed by who has read them', () => {
		const { notes } = make();
		notes.add('a', ['1']);
		const read = notes.of('a');
		notes.add('a', ['2']);
		expect(read).toEqual(['1']);
	});

	it('may be dropped, and begin anew then', () => {
		const { notes, pass } = make();
		notes.add('a', ['1']);
		pass(NOTES_TTL_MS / 2);
		notes.drop('a');
		expect(notes.of('a')).toEqual([]);
		notes.add('a', ['2']);
		pass(NOTES_TTL_MS / 2);
		expect(notes.of('a')).toEqual(['2']);
	});
});
