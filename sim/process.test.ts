import { expect, test } from 'vitest';
import { makeProcess } from './process.ts';

test('what reaches a frozen process waits until it goes on, in its order', () => {
	const process = makeProcess('job');
	const done: string[] = [];
	process.act('a', () => done.push('a'));
	process.freeze();
	process.act('b', () => done.push('b'));
	process.act('c', () => {
		done.push('c');
		process.freeze();
	});
	process.act('d', () => done.push('d'));
	expect(done).toEqual(['a']);
	process.goOn();
	expect(done).toEqual(['a', 'b', 'c']);
	process.goOn();
	expect(done).toEqual(['a', 'b', 'c', 'd']);
});

test('nothing reaches a dead one, and it does not come back', () => {
	const process = makeProcess('job');
	const seen: string[] = [];
	process.onChange((state) => seen.push(state));
	process.freeze();
	process.act('late', () => seen.push('late'));
	process.die();
	process.goOn();
	process.act('later', () => seen.push('later'));
	expect(seen).toEqual(['frozen', 'dead']);
});
