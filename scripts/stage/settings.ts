/**
 * Which settings a stage is to have: those that were given now, then those that it has.
 *
 * @module
 */
import type { ParameterName } from '../../infra/parameters.ts';

export type Settings = ReadonlyMap<ParameterName, string>;

export interface Sources {
	/** Of what was asked for; empty values are none. */
	readonly file: Readonly<Record<string, string | undefined>>;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** What the stage has. */
	readonly stored: ReadonlyMap<string, string>;
}

export interface Gathered {
	readonly settings: Settings;
	/** Nobody gave them, and the stage has none. */
	readonly absent: readonly ParameterName[];
}

export function gather(names: readonly ParameterName[], { file, env, stored }: Sources): Gathered {
	const settings = new Map<ParameterName, string>();
	for (const name of names) {
		const value = file[name]?.trim() || env[name]?.trim() || stored.get(name);
		if (value !== undefined) settings.set(name, value);
	}
	return { settings, absent: names.filter((name) => !settings.has(name)) };
}

export type Change = 'new' | 'changed' | 'unchanged';

/** In the order of the settings; a name is told, and never a value. */
export const changesOf = (
	settings: Settings,
	stored: ReadonlyMap<string, string>,
): ReadonlyMap<ParameterName, Change> =>
	new Map([...settings].map(([name, value]) => [name, changeOf(value, stored.get(name))]));

const changeOf = (value: string, before: string | undefined): Change => {
	if (before === undefined) return 'new';
	return before === value ? 'unchanged' : 'changed';
};

/** What the stage has, and nobody asks for: a voice that is gone, or a setting that the team added. */
export const othersIn = (stored: ReadonlyMap<string, string>, settings: Settings): readonly string[] =>
	[...stored.keys()].filter((name) => !(settings as ReadonlyMap<string, string>).has(name));
