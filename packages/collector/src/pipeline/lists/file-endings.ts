/** Endings of addresses that people download: documents, archives, programs, pictures, sound and film, drawings, data. Chosen; left
 *  out are those that are as often the end of a name in a path (`ai`, `md`, `js`). */
const DOCUMENTS =
  'pdf doc docx docm dot dotx odt ott rtf txt pages epub mobi azw3 djvu xps xls xlsx xlsm xlsb xltx ods csv tsv numbers ppt pptx pptm pps ppsx odp key pub vsd vsdx odg msg eml'
const ARCHIVES = 'zip rar 7z gz tgz tar bz2 xz zst iso torrent'
const PROGRAMS = 'exe msi dmg pkg deb rpm apk ipa appimage jar bin img ova'
const MEDIA =
  'jpg jpeg png gif svg webp avif tif tiff bmp heic ico eps psd indd mp3 mp4 m4a m4b m4v mov avi wmv mkv webm ogg oga ogv wav flac aac mpg mpeg srt'
const DRAWINGS =
  'dwg dxf dwf dgn stl step stp igs iges skp rvt rfa rte ifc ifczip obj fbx 3ds 3dm 3mf gltf glb'
const DATA = 'json xml yaml yml sql ics vcf gpx kml kmz geojson shp ttf otf woff woff2 log'

export const FILE_ENDINGS: ReadonlySet<string> = new Set(
  [DOCUMENTS, ARCHIVES, PROGRAMS, MEDIA, DRAWINGS, DATA].flatMap((kind) => kind.split(' ')),
)
