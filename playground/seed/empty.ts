import type { Channel, Person, WorldState } from "../workspace/types.js";
import { bot, channels, groups, people, team } from "./ids.js";
import { zone } from "./when.js";

/** 2 March 2026, when this company began to use the workspace. */
const foundedAt = 1_772_444_800;

function person(id: string, name: string, realName: string, title: string, color: string): Person {
  return { id, name, realName, title, color, tz: zone, teamId: team.id };
}

const everybody: Person[] = [
  person(people.maya, "maya", "Maya Lindqvist", "Operations", "8a4fbe"),
  person(people.priya, "priya", "Priya Raman", "Communications", "2b7a78"),
  person(people.tom, "tom", "Tom Becker", "Product", "b4552d"),
  person(people.leo, "leo", "Leo Marchetti", "Support", "3267a8"),
  { ...person(people.ana, "ana", "Ana Duarte", "IT", "5d6b1f"), isAdmin: true },
  { ...person(people.sam, "sam", "Sam Okafor", "Agency", "a63d6a"), isGuest: true },
  { ...person(people.otherBot, "standup", "Standup", "", "777777"), botId: "B0OTHERBOT" },
  { ...person(people.gone, "nils", "Nils Aalto", "", "777777"), isDeleted: true },
  {
    ...person(people.stranger, "kim", "Kim Ferrer", "", "777777"),
    teamId: "T0OTHER001",
    isStranger: true,
  },
  { ...person(bot.userId, "fermata", "Fermata", "", "1f2937"), botId: bot.botId },
];

function channel(id: string, name: string, topic: string, members: string[]): Channel {
  return {
    id,
    name,
    topic,
    members,
    isPrivate: false,
    isDm: false,
    isArchived: false,
    created: foundedAt,
    creator: people.ana,
  };
}

/** The company with its people and channels, and nothing said yet. */
export function emptySeed(_origin: string): WorldState {
  const { maya, priya, tom, leo, ana, sam, otherBot } = people;
  const staff = [maya, priya, tom, leo, ana];
  return structuredClone({
    team,
    bot,
    playable: [maya, priya, tom, leo, ana, sam],
    people: everybody,
    groups: [
      {
        id: groups.communications,
        handle: "communications",
        name: "Communications",
        users: [priya, tom],
      },
    ],
    channels: [
      channel(channels.launch, "launch", "Atlas, December", [
        maya,
        priya,
        tom,
        leo,
        sam,
        bot.userId,
      ]),
      channel(channels.companyNews, "company-news", "What everybody should know", [
        ...staff,
        bot.userId,
      ]),
      channel(channels.announcements, "announcements", "Incidents and changes", [
        ...staff,
        bot.userId,
      ]),
      channel(channels.general, "general", "Everything else", [...staff, otherBot, bot.userId]),
      channel(channels.support, "support", "Customers' questions", [maya, leo, ana, bot.userId]),
      channel(channels.incident, "incident-checkout", "Payments, since this morning", [
        ...staff,
        sam,
        bot.userId,
      ]),
      channel(channels.purchasing, "it-purchasing", "What we buy and why", [
        maya,
        tom,
        ana,
        bot.userId,
      ]),
      channel(channels.meetingNotes, "meeting-notes", "One message a meeting", [
        maya,
        priya,
        tom,
        leo,
        bot.userId,
      ]),
      {
        ...channel(channels.leadsPrivate, "leads-private", "Leads only", [maya, tom]),
        isPrivate: true,
      },
    ],
    messages: {},
    ephemerals: [],
    files: [],
    homes: {},
    read: {},
    pings: [],
    pending: [],
    lastTsMicros: 0,
    lastId: 0,
  });
}
