package redact

import "strings"

// ordinary are words of charts that are also names. As a part of a name they are not searched for on other pages (the
// whole name is): "White" would be found in every blood count.
var ordinary = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		able acid acute adult allergy angle april august autumn ball banks barber basic beach bell berry best bird bishop black
		blank blood blue bone booth bowel bowman bond brain branch bridge brook brown burn burns bush butler cane cannon card care
		carpenter carter case chair chance charity chase church clay clear clinic close cloud coach cold cook cooper count court
		cover cross cruz daily dale date dawn days dean dear delta diamond doctor dose drew drop duke early east eight english eve
		ever faith farmer field fields file fine first fish fisher five flood flower food foot ford forest forth foster four fox
		france free french friday frost fuller gale garden gates gentle gold golden good grace grand grant gray green grey grove
		guard guide hale hall hand hands hard hardy hart harmony hazel head health heart heath high hill hills holder hole holiday
		holly home hood hook hope hospital hour house human hunt hunter iris iron ivory jack january jewel joint jolly joy judge
		july june justice keen king knight lake lamb land lane large last late laurel leaf left level lily limb lime line little
		liver long love loving lung major mann march marine mark marks marsh martin mason master match mean means medical melody
		mercy mild mile miles miller mills minor monday month moon moore more morning mount muscle nail near neck north notes novel
		nurse oath ocean olive page pain paige palm park part parts patient pearl penny pepper piece pine pitt place plain plan
		point pool pope porter post potter potts powers pregnant president price pride prime prince printer pulse quick race
		rain rains range rank read reed reid rice rich right ring risk river rivers road robin rock roman rose rosemary round
		royal ruby rule rush sage saint salt sand sands savage school scott season self senior serum seven sexton sharp shell
		short shoulder silver singer six skin skinner skull small smart snow south spark sparks speed spring square staff star
		stark steel step steward stone storm stout street strong study style summer sunday swan swift sword table taylor temple
		test thigh third tibia today tower town toward trace track trail treat tree true tube tuesday turner twelve union upper
		urine vein violet visit walker wall walls ward waters wave weeks weight wells west wheel wheeler white will wills winter
		wise wood woods word work worth wound wren wright year years young youth
		name patient date birth phone address street avenue drive road court lane suite city state county doctor provider
		physician nurse hospital clinic center medical health department record number account member group insurance plan
		report result results laboratory lab page fax email unknown none male female married single widowed divorced`) {
		m[w] = true
	}
	return m
}()
