import { describe, expect, test } from 'vitest';
import type { Shelf } from './aws/assets.ts';
import type { DeployedStack } from './aws/stacks.ts';
import { type Around, removeStage } from './remove.ts';

const hash = (letter: string) => letter.repeat(64);
const templateWith = (...letters: string[]) =>
	JSON.stringify({
		Resources: Object.fromEntries(
			letters.map((letter) => [letter, { Type: 'AWS::Lambda::Function', Code: `${hash(letter)}.zip` }]),
		),
	});

interface World {
	readonly stacks: Map<string, string>;
	readonly busy?: string;
	/** What `sst remove` does. */
	readonly sst?: 'removes' | 'fails' | 'claims';
	/** To look at what is not the stage's. */
	readonly denied?: boolean;
}

const denial = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });

function surroundings({ stacks, busy, sst = 'removes', denied = false }: World) {
	const lines: string[] = [];
	const removed: string[] = [];
	let settings = 6;
	const view = (name: string): DeployedStack => ({
		...{ name, isBusy: name === busy, created: 0 },
		outputs: new Map(name === 'CDKToolkit' ? [['BucketName', 'assets']] : []),
	});
	const shelf: Shelf = {
		list: async () => ['a', 'b', 'c', 'd'].map((letter) => ({ name: `${hash(letter)}.zip`, template: null })),
		remove: async (names) => void removed.push(...names),
	};
	const around: Around = {
		region: 'us-east-1',
		stacks: {
			own: async () => [...stacks.keys()].filter((name) => name.startsWith('pr-7-greenroom-')).map(view),
			all: async () => (denied ? Promise.reject(denial) : [...stacks.keys()].map(view)),
			template: async (name) => stacks.get(name) ?? '',
			resources: async () => new Map(),
			whyThere: async () => 'Delete canceled.',
		},
		parameters: {
			removeAll: async () => {
				const names = Array.from({ length: settings }, (_, i) => `/sst/${i}`);
				settings = 0;
				return names;
			},
		},
		shelves: () => [shelf],
		helpersOf: async (names) => (names[1] === 'pr-7-greenroom-Worker' ? [hash('d')] : []),
		removeLogGroups: async () => (denied ? Promise.reject(denial) : ['/aws/lambda/pr-7-greenroom-x']),
		sstRemove: async () => {
			lines.push('sst remove');
			if (sst === 'removes') for (const name of stacks.keys()) if (name.startsWith('pr-7')) stacks.delete(name);
			return sst !== 'fails';
		},
		say: (text) => lines.push(text),
		complain: (text) => lines.push(text),
	};
	return { around, removed, settingsLeft: () => settings, said: () => lines.join('\n') };
}

const two = () =>
	new Map([
		['CDKToolkit', templateWith()],
		['staging-greenroom-Site', templateWith('b')],
		['pr-7-greenroom-Site', templateWith('a', 'b')],
	]);
const options = { verb: 'remove', stage: 'pr-7', yesProduction: false } as const;

describe('a stage that is removed', () => {
	test('leaves no stack, no setting, no upload that others do not use, no log group', async () => {
		const stacks = two();
		const { around, removed, settingsLeft, said } = surroundings({ stacks });
		expect(await removeStage(options, around)).toBe(0);
		expect([...stacks.keys()]).toEqual(['CDKToolkit', 'staging-greenroom-Site']);
		expect(removed).toEqual([`${hash('a')}.zip`, `${hash('d')}.zip`]);
		expect(settingsLeft()).toBe(0);
		for (const line of ['6 settings removed', '2 uploads removed', '1 log groups removed'])
			expect(said()).toContain(line);
	});

	test('keeps its settings while SST fails, and while a stack is there that SST takes for removed', async () => {
		for (const sst of ['fails', 'claims'] as const) {
			const { around, removed, settingsLeft, said } = surroundings({ stacks: two(), sst });
			expect(await removeStage(options, around)).toBe(1);
			expect([removed.length, settingsLeft()]).toEqual([0, 6]);
			expect(said()).toContain(
				sst === 'fails' ? 'sst remove has failed' : 'pr-7-greenroom-Site is still there: Delete canceled.',
			);
		}
	});

	test('leaves what it has uploaded while somebody deploys', async () => {
		const { around, removed, settingsLeft } = surroundings({ stacks: two(), busy: 'staging-greenroom-Site' });
		expect(await removeStage(options, around)).toBe(1);
		expect([removed.length, settingsLeft()]).toEqual([0, 0]);
	});

	test('by somebody who may do no more than deploy it leaves what it has uploaded, and says so', async () => {
		const { around, removed, settingsLeft, said } = surroundings({ stacks: two(), denied: true });
		expect(await removeStage(options, around)).toBe(0);
		expect([removed.length, settingsLeft()]).toEqual([0, 0]);
		for (const what of ['uploads: not looked at', 'log groups: not looked at']) expect(said()).toContain(what);
	});

	test('without stacks is not given to SST', async () => {
		const { around, settingsLeft, said } = surroundings({ stacks: new Map([['CDKToolkit', templateWith()]]) });
		expect(await removeStage(options, around)).toBe(0);
		expect(said()).not.toContain('sst remove');
		expect(settingsLeft()).toBe(0);
	});
});

test('production is not removed by accident', async () => {
	const { around, settingsLeft, said } = surroundings({ stacks: two() });
	expect(await removeStage({ ...options, stage: 'production' }, around)).toBe(2);
	expect(settingsLeft()).toBe(6);
	expect(said()).toContain('--yes-production');
	expect(await removeStage({ ...options, stage: 'production', yesProduction: true }, around)).toBe(0);
});

test('what is no stage is refused', async () => {
	await expect(removeStage({ ...options, stage: 'PR 7' }, surroundings({ stacks: two() }).around)).rejects.toThrow(
		'is no stage',
	);
});
