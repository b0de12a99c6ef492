import { expect, test } from 'vitest';
import { home } from '../address/address.ts';
import { type Answer, type Asked, makePlayer, type Told } from './player.ts';

function opened() {
	const asked: Asked[] = [];
	const answers: Answer[] = [];
	const listeners: { message?: (message: { readonly data: Told }) => void; error?: () => void } = {};
	const play = makePlayer(
		{
			postMessage: (one) => void asked.push(one),
			addEventListener: (type: 'message' | 'error', listener: (message: { readonly data: Told }) => void) => {
				Object.assign(listeners, { [type]: listener });
			},
		},
		(answer) => answers.push(answer),
	);
	const fail = (id: number, why: string) => listeners.message?.({ data: { id, outcome: 'failed', why } });
	return { asked, answers, play, fail, breakDown: () => listeners.error?.() };
}

test('the last one who asked is answered, and nobody else', () => {
	const { asked, answers, play, fail } = opened();
	play({ ...home, seed: 1 });
	play({ ...home, seed: 2 });
	expect(asked.map(({ scene }) => scene.seed)).toEqual([1, 2]);
	fail(asked[0]?.id ?? 0, 'old');
	expect(answers).toEqual([]);
	fail(asked[1]?.id ?? 0, 'new');
	expect(answers).toMatchObject([{ outcome: 'failed', why: 'new' }]);
});

test('a thread that fails is said', () => {
	const { answers, play, breakDown } = opened();
	play(home);
	breakDown();
	expect(answers).toMatchObject([{ outcome: 'failed' }]);
});
