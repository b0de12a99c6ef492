import { expect, test } from 'vitest';
import { makePrepared } from './prepared.ts';

const sound = (text: string) => () => Promise.resolve(text);
const never = () => Promise.reject(new Error('made twice'));

test('makes a text once, also while it is on its way', async () => {
	const prepared = makePrepared<string>();
	const first = prepared.add('a', sound('A'));
	expect(prepared.add('a', never)).toBe(first);
	expect(prepared.get('a')).toBe(first);
	expect(prepared.get('b')).toBeUndefined();
	await expect(first).resolves.toBe('A');
});

test('lets the oldest go beyond its limit', () => {
	const prepared = makePrepared<string>(2);
	for (const text of ['a', 'b', 'c']) void prepared.add(text, sound(text));
	expect(['a', 'b', 'c'].map((text) => prepared.get(text) !== undefined)).toEqual([false, true, true]);
});

test('does not keep a failure', async () => {
	const prepared = makePrepared<string>();
	await expect(prepared.add('a', never)).rejects.toThrow('made twice');
	await expect(prepared.add('a', sound('A'))).resolves.toBe('A');
});
