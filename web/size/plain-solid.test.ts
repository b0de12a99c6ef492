import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { plainCore, plainRenderer } from './plain-solid.ts';

const installed = (file: string) => readFile(`node_modules/solid-js/${file}`, 'utf8');
const core = await installed('dist/solid.js');
const renderer = await installed('web/dist/web.js');

type Solid = Pick<typeof import('solid-js'), 'createEffect' | 'createMemo' | 'createRoot' | 'createSignal'>;

const load = async (code: string): Promise<Solid> =>
	import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);

/** What somebody sees who follows a memo of a signal, through a branch that comes and goes. */
function followed({ createEffect, createMemo, createRoot, createSignal }: Solid): readonly string[] {
	return createRoot((dispose) => {
		const seen: string[] = [];
		const [count, setCount] = createSignal(1);
		const [shown, setShown] = createSignal(true);
		const double = createMemo(() => count() * 2);
		createRoot(() => createEffect(() => seen.push(shown() ? `double ${double()}` : 'hidden')));
		setCount(2);
		setShown(false);
		setCount(3);
		setShown(true);
		dispose();
		setCount(4);
		return seen;
	});
}

describe('Solid without what the page does not use', () => {
	it('has no transitions and no hydration', () => {
		expect(plainCore(core)).not.toMatch(/\bTransition\b/);
		expect(plainRenderer(renderer)).not.toMatch(/[^r]isHydrating\(/);
	});

	it('does the same as Solid', async () => {
		const plain = followed(await load(plainCore(core)));
		expect(plain).toEqual(followed(await load(core)));
		expect(plain).toContain('double 6');
	});

	it('is not made of a Solid that is another one', () => {
		expect(() => plainCore(plainCore(core))).toThrow(/no longer contains/);
		expect(() => plainRenderer('')).toThrow(/no longer contains/);
	});
});
