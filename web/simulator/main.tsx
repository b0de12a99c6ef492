/**
 * The simulator in a browser. No server is asked for anything.
 *
 * @module
 */
import { render } from 'solid-js/web';
import { createSimulation } from './play/create-simulation.ts';
import { makePlayer } from './play/player.ts';
import { Simulator } from './ui/simulator.tsx';
import '../ui/font.css';
import '../ui/page.css';
import '../ui/buttons.css';

render(() => {
	const simulation = createSimulation({
		place: {
			hash: () => location.hash,
			set(hash, kept) {
				const url = `${location.pathname}${hash}`;
				if (kept) history.pushState(null, '', url);
				else history.replaceState(null, '', url);
			},
			onChange: (listener) => addEventListener('popstate', listener),
		},
		playerFor: (onAnswer) =>
			makePlayer(new Worker(new URL('./play/worker.ts', import.meta.url), { type: 'module' }), onAnswer),
		chance: Math.random,
		frame: (run) => requestAnimationFrame(run),
		cancel: (frame) => cancelAnimationFrame(frame),
	});
	return <Simulator simulation={simulation} />;
}, document.body);
