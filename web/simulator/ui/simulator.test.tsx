import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import { afterEach, expect, it, vi } from 'vitest';
import { createSimulation } from '../play/create-simulation.ts';
import { playScene } from '../play/play-scene.ts';
import type { Answer } from '../play/player.ts';
import type { Scene } from '../scene/scene.ts';
import { Simulator } from './simulator.tsx';

afterEach(cleanup);

/** The page at an address; histories are really played, in this thread. */
function open(hash: string) {
	const addresses: string[] = [hash];
	const asked: Scene[] = [];
	render(() => {
		const simulation = createSimulation({
			place: {
				hash: () => addresses.at(-1) ?? '',
				set: (next) => void addresses.push(next),
				onChange: () => {},
			},
			playerFor: (onAnswer: (answer: Answer) => void) => (scene: Scene) => {
				asked.push(scene);
				playScene(scene).then(
					(played) => onAnswer({ outcome: 'played', played }),
					(error: unknown) => onAnswer({ outcome: 'failed', why: String(error) }),
				);
			},
			chance: () => 0,
			frame: () => 0,
			cancel: () => {},
		});
		return <Simulator simulation={simulation} />;
	});
	return { addresses, asked };
}

const digest = () => document.querySelector('.digest')?.textContent ?? null;

it('shows who is there, what lasts, and that every promise holds', async () => {
	open('');
	expect(screen.getByText('The history is being played…')).not.toBeNull();
	await vi.waitFor(() => expect(digest()).toMatch(/^[0-9a-f]+$/), { timeout: 10_000 });
	expect(screen.getByText(/^All \d+ promises are kept in this history\.$/)).not.toBeNull();
	const lanes = within(screen.getByRole('region', { name: 'Timeline' })).getAllByRole('listitem');
	expect(lanes.length).toBeGreaterThan(2);
});

it('plays another history for a fault that is clicked, which its address names, and the first one when it is taken out', async () => {
	const { addresses, asked } = open('');
	await vi.waitFor(() => expect(digest()).not.toBeNull(), { timeout: 10_000 });
	const before = digest();
	const faults = within(screen.getByRole('region', { name: 'What goes wrong' }));
	const [fault] = faults.getAllByRole('button');
	fireEvent.click(fault ?? document.body);
	await vi.waitFor(() => expect(digest()).not.toBe(before), { timeout: 10_000 });
	expect(asked.at(-1)?.faults).toHaveLength(1);
	expect(addresses.at(-1)).not.toBe('');
	fireEvent.click(faults.getByRole('button', { name: /^Take out/ }));
	await vi.waitFor(() => expect(digest()).toBe(before), { timeout: 10_000 });
});

it('says what of an address it does not understand', async () => {
	open('#seed=1&weather=bad');
	expect((await screen.findByRole('alert')).textContent).toContain('weather');
});
