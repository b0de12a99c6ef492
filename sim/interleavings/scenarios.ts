/**
 * Moments in which much happens at once: two pages of a visitor, two jobs, and what there is to lose.
 *
 * @module
 */
import { passTo } from '../play.ts';
import { usual, type WorldSettings } from '../settings.ts';
import type { World } from '../world.ts';

export interface Scenario {
	readonly name: string;
	readonly settings: WorldSettings;
	/** How many choices are tried in `npm test`: some thousand orders. */
	readonly depth: number;
	/** In the order of time. */
	readonly before: (world: World) => Promise<void>;
	/** From here on in any order. */
	readonly burst: (world: World) => void;
}

const REGISTERED_MS = 2_000;
const IN_A_CALL_MS = 5_000;

const visitorOf = ({ visitors }: World) => visitors[0];
/** Somebody's SDK sends a dispatch twice. */
function dispatchAgain(world: World): void {
	for (const room of world.server.rooms.all()) world.server.dispatches.launch(room, world.agentName, 'api');
}
async function pass(world: World, ms: number): Promise<void> {
	await passTo(world, world.clock.now() + ms);
}

export const scenarios: readonly Scenario[] = [
	{
		name: 'two tabs start, and their agent is asked for twice',
		settings: usual,
		depth: 5,
		before: (world) => pass(world, REGISTERED_MS),
		burst(world) {
			visitorOf(world)?.secondTab();
			visitorOf(world)?.secondTab();
			world.server.onCreated(() => dispatchAgain(world));
		},
	},
	{
		name: 'the agent dies while the page is loaded again',
		settings: usual,
		depth: 4,
		async before(world) {
			await pass(world, REGISTERED_MS);
			visitorOf(world)?.start();
			await pass(world, IN_A_CALL_MS);
		},
		burst(world) {
			for (const { process } of world.workers().flatMap(({ jobs }) => jobs())) process.die();
			visitorOf(world)?.secondTab();
			dispatchAgain(world);
			world.sweepNow();
		},
	},
	{
		name: 'one tab hangs up while another comes',
		settings: usual,
		depth: 3,
		async before(world) {
			await pass(world, REGISTERED_MS);
			visitorOf(world)?.start();
			await pass(world, IN_A_CALL_MS);
		},
		burst(world) {
			visitorOf(world)?.hangUp();
			visitorOf(world)?.secondTab();
			dispatchAgain(world);
			world.sweepNow();
		},
	},
];
