import { expect, it } from 'vitest';
import { makeKept } from './kept.ts';

it('is there until it is forgotten, apart from what others keep', () => {
	sessionStorage.clear();
	const [one, other] = ['one', 'other'].map((key) => makeKept(() => sessionStorage, key));
	expect(one?.read()).toBeNull();
	one?.keep('a');
	other?.keep('b');
	expect(one?.read()).toBe('a');
	one?.forget();
	expect(one?.read()).toBeNull();
	expect(other?.read()).toBe('b');
});

it('keeps nothing where the browser denies it', () => {
	const denied = makeKept(() => {
		throw new DOMException('', 'SecurityError');
	}, 'key');
	denied.keep('a');
	denied.forget();
	expect(denied.read()).toBeNull();
});
