/**
 * Numbers by chance that are the same for the same seed. Each part of the world has a stream of its own, by name, so that
 * what one part draws changes nothing for the others: a history that is made shorter stays the same history.
 *
 * @module
 */
export interface Random {
	/** From 0 to 1, without 1. */
	next(): number;
	/** A whole number, both ends included. */
	between(min: number, max: number): number;
	chance(probability: number): boolean;
	/** @throws RangeError for an empty list */
	pick<T>(list: readonly T[]): T;
	/** Depends on the seed and the name only. */
	stream(name: string): Random;
}

export const makeRandom = (seed: string): Random => fromNext(generator(seed), (name) => makeRandom(`${seed}/${name}`));

/** Chance that never does anything: the least delay, no accident. */
export const noChance: Random = fromNext(
	() => 0,
	() => noChance,
);

function fromNext(next: () => number, stream: (name: string) => Random): Random {
	return {
		next,
		between: (min, max) => min + Math.floor(next() * (max - min + 1)),
		chance: (probability) => next() > 1 - probability,
		pick(list) {
			const picked = list[Math.floor(next() * list.length)];
			if (picked === undefined) throw new RangeError('nothing to pick from');
			return picked;
		},
		stream,
	};
}

/** Mulberry32: good enough for chance, and quick. */
function generator(seed: string): () => number {
	let state = hash(seed);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** FNV-1a, mixed once more, so that neighbouring seeds begin far from each other. */
export function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let place = 0; place < text.length; place++) {
		value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
	}
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
	return (value ^ (value >>> 16)) >>> 0;
}
