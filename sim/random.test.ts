import { expect, test } from 'vitest';
import { makeRandom, noChance } from './random.ts';

const draw = (random: ReturnType<typeof makeRandom>) => Array.from({ length: 20 }, () => random.between(0, 1_000));

test('the same seed draws the same, another one something else', () => {
	expect(draw(makeRandom('7'))).toEqual(draw(makeRandom('7')));
	expect(draw(makeRandom('7'))).not.toEqual(draw(makeRandom('8')));
});

test('a stream depends on its name alone', () => {
	const [one, other] = [makeRandom('7'), makeRandom('7')];
	draw(one);
	draw(one.stream('store'));
	expect(draw(one.stream('people'))).toEqual(draw(other.stream('people')));
	expect(draw(one.stream('people'))).not.toEqual(draw(one.stream('store')));
});

test('numbers are within their ends, and spread', () => {
	const random = makeRandom('spread');
	const drawn = Array.from({ length: 10_000 }, () => random.between(3, 12));
	for (let number = 3; number <= 12; number++)
		expect(Math.abs(drawn.filter((one) => one === number).length - 1_000)).toBeLessThan(150);
	const hits = Array.from({ length: 10_000 }, () => random.chance(0.2)).filter(Boolean).length;
	expect(Math.abs(hits - 2_000)).toBeLessThan(200);
});

test('no chance is the least of everything', () => {
	expect([noChance.between(3, 12), noChance.chance(0.99), noChance.pick(['a', 'b'])]).toEqual([3, false, 'a']);
});
