/** The stock. Weight in kg, price in euro, wind is the gust in km/h that it stands (made up, like the tents). */
export const tents = [
  {
    id: 'tern-1',
    name: 'Tern 1',
    people: 1,
    weight: 1.1,
    wind: 70,
    price: 289,
    trip: 'walk',
    colour: '#d9481c',
    pitch: 'A bivy with headroom. Pitches with one trekking pole.',
  },
  {
    id: 'tern-2',
    name: 'Tern 2',
    people: 2,
    weight: 1.6,
    wind: 70,
    price: 359,
    trip: 'walk',
    colour: '#d9481c',
    pitch: 'The light one for two people who like each other.',
  },
  {
    id: 'plover-2',
    name: 'Plover 2',
    people: 2,
    weight: 2.4,
    wind: 95,
    price: 419,
    trip: 'walk',
    colour: '#2f6f5e',
    pitch: 'A tunnel for shoulder season, with a porch for wet boots.',
  },
  {
    id: 'plover-3',
    name: 'Plover 3',
    people: 3,
    weight: 3.1,
    wind: 95,
    price: 499,
    trip: 'cycle',
    colour: '#2f6f5e',
    pitch: 'Packs in two halves, one for each pannier.',
  },
  {
    id: 'heron-3',
    name: 'Heron 3',
    people: 3,
    weight: 4.2,
    wind: 85,
    price: 449,
    trip: 'cycle',
    colour: '#3b5ea8',
    pitch: 'A dome that stands by itself, also on a deck.',
  },
  {
    id: 'heron-4',
    name: 'Heron 4',
    people: 4,
    weight: 5.6,
    wind: 80,
    price: 549,
    trip: 'car',
    colour: '#3b5ea8',
    pitch: 'Two sleeping rooms and a door on either side.',
  },
  {
    id: 'barn-5',
    name: 'Barn 5',
    people: 5,
    weight: 12,
    wind: 65,
    price: 789,
    trip: 'car',
    colour: '#8a5a16',
    pitch: 'Standing height, cotton walls, dark bedrooms.',
  },
  {
    id: 'skua-2',
    name: 'Skua 2',
    people: 2,
    weight: 3.3,
    wind: 130,
    price: 689,
    trip: 'walk',
    colour: '#6a3a78',
    pitch: 'Geodesic, snow skirts, for when the forecast is wrong.',
  },
]

export const trips = { walk: 'on foot', cycle: 'by bike', car: 'by car' }

/** Tents that hold enough people for the way of travelling, lightest first; what a walker carries, a driver can too.
 *  @example findTents({ people: 2, trip: 'walk', windy: true }).map((tent) => tent.id) // ['plover-2', 'skua-2'] */
export function findTents({ people, trip, windy }) {
  const order = Object.keys(trips)
  return tents
    .filter((tent) => tent.people >= people && tent.people <= people + 1)
    .filter((tent) => order.indexOf(tent.trip) <= order.indexOf(trip))
    .filter((tent) => !windy || tent.wind >= 90)
    .sort((a, b) => a.weight - b.weight)
}
