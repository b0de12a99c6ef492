import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal, Show } from 'solid-js';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Answer } from '../../call/api/answer.ts';
import type { CallPhase } from '../../call/state/state.ts';
import { askToForget } from './dialog.tsx';
import { ForgetEverything } from './forget-everything.tsx';

beforeEach(() => {
	// happy-dom opens no dialog modally.
	HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
		this.show();
	};
});
afterEach(cleanup);

const forgotten: Answer<unknown> = { outcome: 'answered', value: {} };

function ask(answers: readonly Answer<unknown>[], initial: CallPhase = 'ended') {
	const [known, setKnown] = createSignal(true);
	const call = { phase: () => initial, end: vi.fn(), forgotten: vi.fn(() => void setKnown(false)) };
	const left = [...answers];
	const forget = vi.fn(async () => left.shift() ?? forgotten);
	render(() => (
		<main>
			<button type="button">Start call</button>
			<Show when={known()}>
				<div>
					<button type="button">Copy</button>
					<button type="button" onClick={({ currentTarget }) => askToForget(call, currentTarget, forget)}>
						Forget everything
					</button>
				</div>
			</Show>
		</main>
	));
	fireEvent.click(screen.getByRole('button', { name: 'Forget everything' }));
	const press = (name: string) => fireEvent.click(screen.getByText(name, { selector: 'dialog button' }));
	return { call, forget, press };
}

const dialog = () => document.querySelector('dialog');
const focused = () => document.querySelector('button:focus')?.textContent;

it('forgetting asks first, and says what is lost', () => {
	const { forget, call, press } = ask([]);
	expect(dialog()?.textContent).toMatch(/files .* deleted.*Nobody can bring this back/);
	press('Keep it');
	expect(dialog()).toBeNull();
	expect(focused()).toBe('Forget everything');
	expect(forget).not.toHaveBeenCalled();
	expect(call.forgotten).not.toHaveBeenCalled();
});

it('what the API has forgotten is forgotten here, once, and the focus is where a call begins', async () => {
	const { call, forget, press } = ask([]);
	press('Forget it all');
	press('Forget it all');
	await vi.waitFor(() => expect(dialog()).toBeNull());
	expect(forget).toHaveBeenCalledTimes(1);
	expect(call.forgotten).toHaveBeenCalledTimes(1);
	expect(call.end).not.toHaveBeenCalled();
	expect(focused()).toBe('Start call');
});

it('what the API has not forgotten is still there, and can be asked for again', async () => {
	const refused = { outcome: 'refused', status: 503, code: null, detail: null, retryAfter: null } as const;
	const { call, press } = ask([{ outcome: 'unreachable' }, refused]);
	press('Forget it all');
	await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/did not answer/));
	press('Forget it all');
	await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/still there/));
	expect(call.forgotten).not.toHaveBeenCalled();
	press('Forget it all');
	await vi.waitFor(() => expect(call.forgotten).toHaveBeenCalledTimes(1));
});

it('a call is ended before it is forgotten', async () => {
	const { call, press, forget } = ask([], 'connected');
	press('Forget it all');
	expect(call.end).toHaveBeenCalledTimes(1);
	expect(call.end.mock.invocationCallOrder[0]).toBeLessThan(forget.mock.invocationCallOrder[0] ?? 0);
	await vi.waitFor(() => expect(call.forgotten).toHaveBeenCalledTimes(1));
});

it('what one tab has had forgotten, the others no longer show', async () => {
	vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'content-type': 'application/json' } }));
	onTestFinished(() => void vi.unstubAllGlobals());
	const tabs = [1, 2, 3].map(() => ({ phase: () => 'ended' as const, end: vi.fn(), forgotten: vi.fn() }));
	const shown = tabs.map((call) => render(() => <ForgetEverything call={call} />));
	shown[2]?.unmount();
	fireEvent.click(screen.getAllByRole('button', { name: 'Forget everything' })[0] ?? document.body);
	await vi.waitFor(() => expect(dialog()).not.toBeNull());
	fireEvent.click(screen.getByText('Forget it all'));
	await vi.waitFor(() => expect(tabs.map(({ forgotten }) => forgotten.mock.calls.length)).toEqual([1, 1, 0]));
});
