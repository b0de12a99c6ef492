import { expect, test } from 'vitest';
import { faultWords, groupWords } from '../ui/words.ts';
import { faultNamed, faultNames } from './faults.ts';

test('each fault has words, and a group that has', () => {
	expect(new Set(Object.keys(faultWords))).toEqual(new Set(faultNames));
	for (const name of faultNames) expect(groupWords[faultNamed(name).group]).toBeTruthy();
});

test('a name that is none is refused', () => {
	expect(() => faultNamed('toString')).toThrow(RangeError);
});
