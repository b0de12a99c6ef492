/**
 * The settings of a stage in SSM.
 *
 * @module
 */
import {
	DeleteParametersCommand,
	GetParametersByPathCommand,
	PutParameterCommand,
	type SSMClient,
} from '@aws-sdk/client-ssm';
import { APP } from '../../../infra/names.ts';
import { type ParameterName, parameterName, parameterPath } from '../../../infra/parameters.ts';

export interface StageParameters {
	/** By their names, which are those of variables. */
	read(): Promise<ReadonlyMap<string, string>>;
	write(name: ParameterName, value: string): Promise<void>;
	/** Everything that lies under the stage, and not its settings alone. @returns the names in SSM of what is gone */
	removeAll(): Promise<readonly string[]>;
}

/** So many does SSM delete at once. */
const AT_ONCE = 10;

export function stageParameters(ssm: SSMClient, stage: string): StageParameters {
	async function under(path: string, decrypted: boolean): Promise<readonly (readonly [name: string, value: string])[]> {
		const found: (readonly [string, string])[] = [];
		let next: string | undefined;
		do {
			const { Parameters = [], NextToken } = await ssm.send(
				new GetParametersByPathCommand({ Path: path, Recursive: true, WithDecryption: decrypted, NextToken: next }),
			);
			for (const { Name = '', Value = '' } of Parameters) found.push([Name, Value]);
			next = NextToken;
		} while (next !== undefined);
		return found;
	}
	const settings = parameterPath(stage);
	return {
		async read() {
			const found = await under(settings, true);
			return new Map(found.map(([name, value]) => [name.slice(settings.length + 1).replace(/\/value$/, ''), value]));
		},
		async write(name, value) {
			const Name = parameterName(stage, name);
			await ssm.send(new PutParameterCommand({ Name, Value: value, Type: 'SecureString', Overwrite: true }));
		},
		async removeAll() {
			const names = (await under(`/sst/${APP}/${stage}`, false)).map(([name]) => name);
			for (let i = 0; i < names.length; i += AT_ONCE)
				await ssm.send(new DeleteParametersCommand({ Names: names.slice(i, i + AT_ONCE) }));
			return names;
		},
	};
}
