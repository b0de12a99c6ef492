import { expect, it } from 'vitest';
import { once } from './once.ts';

it('is made once, for those too who ask meanwhile', async () => {
	let made = 0;
	const get = once(async () => {
		made += 1;
		return made;
	});
	expect(await Promise.all([get(), get()])).toEqual([1, 1]);
	expect(await get()).toBe(1);
});

it('is made again after it has failed, and fails for all who have waited for it', async () => {
	let tries = 0;
	const get = once(async () => {
		tries += 1;
		if (tries === 1) throw new Error('the first one');
		return tries;
	});
	expect(await Promise.allSettled([get(), get()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
	expect([await get(), await get()]).toEqual([2, 2]);
});
