import { expect, test } from 'vitest';
import { afterDeath, type Lives, lived, noLives } from './restart-policy.ts';

const accident = { ms: 60_000, ready: true };
const quickDeath = { ms: 1000, ready: true };
const neverReady = { ms: 1000, ready: false };
const after = (...lives: { ms: number; ready: boolean }[]): Lives => lives.reduce(lived, noLives);

test('after a good life it is started again at once', () => {
	expect(afterDeath(after(accident))).toEqual({ verdict: 'restart', inMs: 100 });
	expect(afterDeath(after(quickDeath, quickDeath, quickDeath, accident))).toEqual({ verdict: 'restart', inMs: 100 });
});

test('the pauses grow with each quick death, up to ten seconds', () => {
	const pauses = Array.from({ length: 7 }, (_, deaths) => afterDeath(after(...Array(deaths + 1).fill(quickDeath))));
	expect(pauses.map((next) => (next.verdict === 'restart' ? next.inMs : null))).toEqual([
		100, 500, 2000, 5000, 10_000, 10_000, 10_000,
	]);
});

test('what has never been ready is given up at the third death', () => {
	expect(afterDeath(after(neverReady, neverReady)).verdict).toBe('restart');
	expect(afterDeath(after(neverReady, neverReady, neverReady)).verdict).toBe('give up');
});

test('what has been ready once is never given up', () => {
	expect(afterDeath(after(accident, ...Array(50).fill(neverReady))).verdict).toBe('restart');
});

test('a long life that was never ready was no good one', () => {
	expect(after({ ms: 60_000, ready: false }, { ms: 60_000, ready: false }).short).toBe(2);
});
