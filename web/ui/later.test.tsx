import { cleanup, render } from '@solidjs/testing-library';
import { afterEach, expect, it, vi } from 'vitest';
import { Later } from './later.tsx';

afterEach(cleanup);

it('is empty until its part has come', async () => {
	let come = (_: () => string) => {};
	const coming = new Promise<() => string>((resolve) => {
		come = resolve;
	});
	const { container } = render(() => <Later load={() => coming} />);
	expect(container.textContent).toBe('');
	come(() => 'here');
	await vi.waitFor(() => expect(container.textContent).toBe('here'));
});

it('stays empty, and harms nothing, when its part does not come', async () => {
	const load = vi.fn(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
	const { container } = render(() => (
		<p>
			there <Later load={load} />
		</p>
	));
	await expect(load.mock.results[0]?.value).rejects.toThrow();
	expect(container.textContent).toBe('there ');
});
