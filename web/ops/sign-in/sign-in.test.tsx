import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { poolAnswer } from '../testing.ts';
import { createSignIn, type SignIn } from './create-sign-in.ts';
import { SignInForm } from './sign-in.tsx';
import { makeTokenPlace } from './token.ts';

afterEach(() => {
	cleanup();
	sessionStorage.clear();
});

const place = () => makeTokenPlace(() => sessionStorage);
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });
const refusal = () => json({ code: 'unauthorized', detail: 'no' }, 401);

function show(answer: (token: string | null) => Promise<Response>, kept?: string) {
	if (kept !== undefined) place().keep(kept);
	const fetch = vi.fn<typeof globalThis.fetch>(async (_, init) =>
		answer(new Headers(init?.headers).get('authorization')),
	);
	const made: SignIn[] = [];
	render(() => {
		const signIn = createSignIn(fetch, place());
		made.push(signIn);
		return <SignInForm signIn={signIn} />;
	});
	const [signIn] = made;
	if (signIn === undefined) throw new Error('nothing was rendered');
	const enter = async (token: string) => {
		fireEvent.input(screen.getByLabelText('Operator token'), { target: { value: token } });
		fireEvent.submit(screen.getByLabelText('Operator token').closest('form') ?? document.body);
		await vi.waitFor(() => expect(signIn.isAsking()).toBe(false));
	};
	return { signIn, fetch, enter };
}
const good = async (token: string | null) => (token === 'Bearer right' ? json(poolAnswer()) : refusal());

describe('whoever signs in', () => {
	it('with a wrong token is told so, and nothing is kept', async () => {
		const { signIn, enter } = show(good);
		await enter('wrong');
		expect(screen.getByRole('alert').textContent).toContain('The API refuses this token');
		expect(signIn.api()).toBeNull();
		expect(Object.values(sessionStorage)).not.toContain('wrong');
	});

	it('with the right one is in, and it stays in this tab; never in an address', async () => {
		const { signIn, enter, fetch } = show(good);
		await enter(' right ');
		expect(signIn.api()).not.toBeNull();
		expect(place().read()).toBe('right');
		expect(Object.values(localStorage)).not.toContain('right');
		for (const [address] of fetch.mock.calls) expect(String(address)).not.toContain('right');
	});

	it('is told that the API is away', async () => {
		const { enter } = show(() => Promise.reject(new TypeError('away')));
		await enter('right');
		expect(screen.getByRole('alert').textContent).toContain('does not answer');
	});

	it('is let in although the store is away, and not by what is no Greenroom', async () => {
		const away = show(async () => json({ code: 'store_unavailable', detail: '' }, 503));
		await away.enter('right');
		expect(away.signIn.api()).not.toBeNull();
		cleanup();
		sessionStorage.clear();
		const other = show(async () => json({}, 404));
		await other.enter('right');
		expect(screen.getByRole('alert').textContent).toContain('is not the API of Greenroom');
		expect(other.signIn.api()).toBeNull();
	});
});

describe('whoever has signed in', () => {
	it('is still in after a reload, until they sign out', () => {
		const { signIn, fetch } = show(good, 'right');
		expect(signIn.api()).not.toBeNull();
		expect(fetch).not.toHaveBeenCalled();
		signIn.signOut();
		expect(signIn.api()).toBeNull();
		expect(place().read()).toBeNull();
		expect(signIn.problem()).toBeNull();
	});

	it('is out when the token is none any more', async () => {
		const { signIn } = show(async () => refusal(), 'old');
		await signIn.api()?.stats();
		expect(signIn.api()).toBeNull();
		expect(screen.getByRole('alert').textContent).toContain('does not take this token any more');
		expect(place().read()).toBeNull();
	});

	it('is not told of an answer that comes after they signed out', async () => {
		let answer = (_: Response) => {};
		const { signIn } = show(() => new Promise((resolve) => (answer = resolve)), 'old');
		const asked = signIn.api()?.stats();
		signIn.signOut();
		answer(refusal());
		await asked;
		expect(signIn.problem()).toBeNull();
	});
});

it('a browser that keeps nothing lets people in all the same', () => {
	const forbidden = makeTokenPlace(() => {
		throw new DOMException('forbidden', 'SecurityError');
	});
	forbidden.keep('right');
	forbidden.forget();
	expect(forbidden.read()).toBeNull();
});
